import { RUNS_PER_LEAF_MAX, type PlaceRun, type SaleLogLeaf } from '@foyer/contract/sale-log.leaves'
import type { Change, LogEntry } from '../inventory/index.ts'
import type { Salts } from './log-keys.ts'

/** A leaf, and what it sold, which the leaf itself does not say. */
export interface Told {
  readonly leaf: SaleLogLeaf
  readonly sale?: { readonly orderId: string; readonly holdId: string }
}

/**
 * What the public log tells of an entry of the event's log: every change of it, in its order, without who it was. The same
 * entry and secret give the same leaves, whoever makes them.
 */
export function tellEntry(entry: LogEntry, { commitTo }: Salts): Told[] {
  const ofEntry = { entry: entry.seq, at: entry.at }
  return entry.changes.flatMap((change) => tellChange(change, ofEntry, commitTo))
}

function tellChange(change: Change, ofEntry: { entry: number; at: number }, commitTo: Salts['commitTo']): Told[] {
  const holdOf = (holdId: string) => commitTo('hold', holdId)
  switch (change[0]) {
    case 'held': {
      const [kind, holdId, , places, until] = change
      return [{ leaf: { kind, ...ofEntry, hold: holdOf(holdId), places, until } }]
    }
    case 'released':
    case 'expired':
      return [{ leaf: { kind: change[0], ...ofEntry, hold: holdOf(change[1]) } }]
    case 'extended':
      return [{ leaf: { kind: 'extended', ...ofEntry, hold: holdOf(change[1]), until: change[2] } }]
    case 'confirmed':
    case 'reclaimed': {
      const [, holdId, orderId] = change
      const [kind, places] =
        change[0] === 'confirmed' ? (['sold', change[3]] as const) : (['sold-late', change[4]] as const)
      const sale = commitTo('sale', orderId)
      return [{ leaf: { kind, ...ofEntry, hold: holdOf(holdId), sale, places }, sale: { orderId, holdId } }]
    }
    case 'returned':
      return [{ leaf: { kind: 'returned', ...ofEntry, hold: holdOf(change[1]), places: change[2] } }]
    case 'blocked': {
      const [kind, all, reason] = change
      return inPieces(all).map((runs) => ({ leaf: { kind, ...ofEntry, reason, runs } }))
    }
    case 'unblocked': {
      const [kind, all] = change
      return inPieces(all).map((runs) => ({ leaf: { kind, ...ofEntry, runs } }))
    }
  }
}

/** A leaf has at most 65,535 bytes. */
const inPieces = (runs: readonly PlaceRun[]): PlaceRun[][] =>
  Array.from({ length: Math.ceil(runs.length / RUNS_PER_LEAF_MAX) }, (_, piece) =>
    runs.slice(piece * RUNS_PER_LEAF_MAX, (piece + 1) * RUNS_PER_LEAF_MAX),
  )
