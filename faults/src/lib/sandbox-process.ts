import type { Totals } from '@foyer/sandbox'
import { freePort } from '@foyer/server/platform/testing/free-port'
import { startFoyer, type Environment, type FoyerProcess } from './foyer-process.ts'

/** The payment provider in a process of its own: the outside world, which outlives whatever is killed. */
export interface SandboxProcess extends AsyncDisposable {
  /** What Foyer must be told to find it. */
  readonly settings: Environment
  /** What became of all money, by currency in lower case. */
  ledger(): Promise<Record<string, Totals>>
  /** Turns its switches, such as `{ answerDelayMs: 3000 }`. */
  turn(switches: object): Promise<void>
  /** Ids of the events whose webhooks it keeps back. */
  keptBack(): Promise<string[]>
  /** Delivers them one by one in this order. */
  deliver(eventIds: readonly string[]): Promise<void>
}

/** Starts it, with its journal in a folder; its webhooks go to the Foyer at an address. */
export async function startSandboxProcess(foyerUrl: string, dataDir: string): Promise<SandboxProcess> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const running: FoyerProcess = await startFoyer('sandbox', {
    SANDBOX_PORT: String(port),
    PUBLIC_URL: foyerUrl,
    DATA_DIR: dataDir,
  })
  const [, key, secret] = /STRIPE_SECRET_KEY=(\S+) and STRIPE_WEBHOOK_SECRETS=(\S+)/.exec(running.output()) ?? []
  if (key === undefined || secret === undefined) throw new Error(`the sandbox told no keys:\n${running.output()}`)
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${url}/_sandbox/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    if (!answer.ok) throw new Error(`the sandbox answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
  return {
    settings: { STRIPE_URL: url, STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRETS: secret },
    ledger: async () => (await ask('GET', 'ledger')) as Record<string, Totals>,
    keptBack: async () => {
      const { held } = (await ask('GET', 'webhooks')) as { held: { id: string }[] }
      return held.map(({ id }) => id)
    },
    deliver: async (events) => void (await ask('POST', 'webhooks/release', { order: events })),
    turn: async (switches) => void (await ask('PATCH', 'switches', switches)),
    [Symbol.asyncDispose]: () => running.kill(),
  }
}
