import type { CompiledManifest } from '@foyer/contract/compiled-manifest'
import type { Sql } from '../platform/database.ts'
import type { LaneStore } from './lane-store.ts'
import { statusOfBlock } from './occupancy.ts'
import { commitBatch, insertHeads, readHeads, readHolds, readLog, readSnapshot } from './queries.ts'
import { EventState } from './state.ts'

/** Entries read at once by a node that is behind; one that is further behind does so again. */
const ENTRIES_MAX = 500

/** The tables as lanes see them. `manifestOf` throws for an event that is not there. */
export function sqlStore(sql: Sql, manifestOf: (eventId: string) => Promise<CompiledManifest>): LaneStore {
  return {
    manifest: manifestOf,
    async load(eventId) {
      const state = new EventState(await manifestOf(eventId))
      const snapshot = (await readSnapshot(sql, eventId)) ?? (await openAndRead(sql, eventId))
      for (const { place, reason } of snapshot.blocks) state.adoptBlock(place, statusOfBlock[reason])
      for (const hold of snapshot.holds) state.adopt(hold)
      for (const { accountId, ...unpaid } of snapshot.unpaid) state.adoptUnpaid(accountId, unpaid)
      state.settle(snapshot.seq, snapshot.hash, [])
      return state
    },
    commit: (batch) => commitBatch(sql, batch),
    headOf: async (eventId) => (await readHeads(sql, [eventId])).seqs.get(eventId) ?? 0,
    entriesAfter: (eventId, seq) => readLog(sql, eventId, seq, ENTRIES_MAX),
    time: async () => (await readHeads(sql, [])).at,
    holds: (eventId, holdIds) => readHolds(sql, eventId, holdIds),
  }
}

async function openAndRead(sql: Sql, eventId: string) {
  await insertHeads(sql, [eventId])
  const snapshot = await readSnapshot(sql, eventId)
  if (snapshot === undefined) throw new Error(`event ${eventId} cannot be opened`)
  return snapshot
}
