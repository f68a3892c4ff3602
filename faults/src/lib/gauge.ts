import { setTimeout as wait } from 'node:timers/promises'

const SOON_MS = 30_000
const LOOK_MS = 50

/** A number of a node by its name, as `/metrics` tells it; undefined where it tells none. */
async function gaugeOf(url: string, name: string): Promise<number | undefined> {
  const answer = await fetch(`${url}/metrics`)
  const [, value] = new RegExp(`^foyer_node\\{name="${name}"\\} (\\S+)$`, 'm').exec(await answer.text()) ?? []
  return value === undefined ? undefined : Number(value)
}

/** Waits until a number is the same on all nodes. @throws Error when it is not within half a minute. */
export async function untilGauge(urls: readonly string[], name: string, value: number): Promise<void> {
  const deadline = performance.now() + SOON_MS
  for (const url of urls)
    while ((await gaugeOf(url, name)) !== value) {
      if (performance.now() > deadline) throw new Error(`${name} is not ${value} at ${url} in ${SOON_MS} ms`)
      await wait(LOOK_MS)
    }
}
