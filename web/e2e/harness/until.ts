import { setTimeout as wait } from 'node:timers/promises'

const PATIENCE_MS = 45_000
const LOOK_MS = 100

/**
 * Waits until something is so. What a page must be asked for is asked by `page.evaluate`: `page.waitForFunction` takes the
 * promise of an async function for a yes.
 * @throws when it is not so after 45 seconds
 */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await wait(LOOK_MS)) if (await condition()) return
  throw new Error(`not so after ${PATIENCE_MS} ms: ${condition.toString()}`)
}
