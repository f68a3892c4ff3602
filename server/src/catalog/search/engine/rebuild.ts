import type { Sql } from '../../../platform/database.ts'
import type { Log } from '../../../platform/log.ts'
import { readDocumentsAfter } from './documents.ts'
import { makeIndex, searchOnly } from './indexes.ts'
import { newIndexName } from './mapping.ts'
import { BULK_MAX, writeDocuments } from './write-documents.ts'
import type { Wire } from './wire.ts'

/** Where changes are written: the index that is searched, and the one that is being filled to take its place. */
export interface Targets {
  current: string | undefined
  filling: string | undefined
}

export const indexesOf = ({ current, filling }: Targets): string[] =>
  [current, filling].filter((index) => index !== undefined)

/**
 * Fills a new index with every event, and then searches that instead of the old one, which answers until then. Changes
 * that come meanwhile are written into both by whoever follows them: so they are followed before this begins.
 */
export async function rebuild(wire: Wire, sql: Sql, targets: Targets, log: Log, signal: AbortSignal): Promise<void> {
  const started = performance.now()
  const index = newIndexName(new Date())
  await makeIndex(wire, index)
  targets.filling = index
  try {
    let events = 0
    for (let after: string | undefined; ;) {
      signal.throwIfAborted()
      const { version, documents } = await readDocumentsAfter(sql, after, BULK_MAX)
      if (documents.length === 0) break
      const changes = documents.map((document) => ({ eventId: document.eventId, document }))
      const { refused } = await writeDocuments(wire, [index], changes, version, true)
      for (const one of refused) log.error({ part: 'search feed', ...one }, 'an event cannot be indexed')
      events += documents.length
      after = documents.at(-1)?.eventId
    }
    await searchOnly(wire, index)
    targets.current = index
    log.info({ part: 'search feed', index, events, ms: Math.round(performance.now() - started) }, 'index filled')
  } finally {
    targets.filling = undefined
  }
}
