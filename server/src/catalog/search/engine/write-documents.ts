import { setTimeout as wait } from 'node:timers/promises'
import type { EventDocument } from './mapping.ts'
import { EngineError, succeeded, type Wire } from './wire.ts'

/** What is to be done about one event: its document, or none any more. */
export interface Change {
  readonly eventId: string
  readonly document: EventDocument | undefined
}

export interface Written {
  /** Refused for what they are, and left out: nothing else waits for them. */
  readonly refused: readonly { readonly eventId: string; readonly reason: string }[]
}

/** Documents in one request; some 2 KB each. */
export const BULK_MAX = 500
const TRIES = 6
const PAUSE_MS = 100
const PAUSE_MAX_MS = 5_000

/**
 * Writes changes into indexes, each of this version: what the engine has of a later one stays. Those that it cannot take
 * for now are sent again, those that it will never take are told, all others are written whatever becomes of these.
 * `fresh`: only what is newer than what is there; without it the same version is written again.
 * @throws EngineError when it could not take all of them after several tries.
 */
export async function writeDocuments(
  wire: Wire,
  indexes: readonly string[],
  changes: readonly Change[],
  version: number,
  fresh = false,
): Promise<Written> {
  const refused: { eventId: string; reason: string }[] = []
  let waiting = indexes.flatMap((index) => changes.map((change) => ({ ...change, index })))
  for (let attempt = 1; waiting.length > 0; attempt++) {
    const again: typeof waiting = []
    for (let from = 0; from < waiting.length; from += BULK_MAX) {
      const batch = waiting.slice(from, from + BULK_MAX)
      const items = await sendBulk(wire, batch, version, fresh)
      batch.forEach((change, n) => {
        const { status, error } = items[n] ?? { status: 0, error: 'no answer' }
        if (status === 429 || status >= 500 || status === 0) again.push(change)
        // 409: there is a later one. 404: what is to go is not there.
        else if (status >= 300 && status !== 409 && !(status === 404 && change.document === undefined))
          refused.push({ eventId: change.eventId, reason: JSON.stringify(error).slice(0, 300) })
      })
    }
    waiting = again
    if (waiting.length > 0 && attempt >= TRIES)
      throw new EngineError(`the search engine did not take ${waiting.length} documents after ${TRIES} tries`, 429)
    if (waiting.length > 0) await wait(Math.min(PAUSE_MAX_MS, PAUSE_MS * 2 ** attempt) * (0.5 + Math.random() / 2))
  }
  return { refused }
}

interface Item {
  readonly status: number
  readonly error?: unknown
}

async function sendBulk(
  wire: Wire,
  batch: readonly (Change & { index: string })[],
  version: number,
  fresh: boolean,
): Promise<readonly Item[]> {
  const version_type = fresh ? 'external' : 'external_gte'
  const lines = batch.flatMap(({ eventId, document, index }): object[] => {
    const target = { _index: index, _id: eventId, version, version_type }
    return document === undefined ? [{ delete: target }] : [{ index: target }, document]
  })
  const answer = await wire('POST', '/_bulk', `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`)
  const { items } = succeeded(answer, 'take documents') as { items: readonly Record<string, Item>[] }
  if (items.length !== batch.length) throw new EngineError(`${batch.length} sent, ${items.length} answered`, 200)
  return items.map((item) => Object.values(item)[0] ?? { status: 0 })
}
