import { createHash } from 'node:crypto'
import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import type { Fit } from './hold.ts'

/** Why places are kept off sale: for the house's own use, or because they cannot be used at all. */
export type BlockReason = 'house' | 'kill'

/** A run of places: first and count. */
export type Run = readonly [first: PlaceNo, count: number]

/** One thing that happened to an event's inventory. Tuples, because a rush writes tens of thousands a second. */
export type Change =
  | readonly [
      kind: 'held',
      holdId: string,
      accountId: string,
      places: readonly PlaceNo[],
      expiresAt: number,
      digest: number,
      fit: Fit | null,
      /** Digest of the network that it counts for; only where the event limits networks. */
      network?: string,
    ]
  | readonly [kind: 'released', holdId: string]
  | readonly [kind: 'expired', holdId: string]
  | readonly [kind: 'extended', holdId: string, expiresAt: number, by: 'buyer' | 'payment' | 'outage']
  | readonly [kind: 'confirmed', holdId: string, orderId: string, places: readonly PlaceNo[]]
  /** A hold that was over is confirmed all the same; it says all about the hold, which a reader may have forgotten. */
  | readonly [
      kind: 'reclaimed',
      holdId: string,
      orderId: string,
      accountId: string,
      places: readonly PlaceNo[],
      heldAt: number,
      expiresAt: number,
      digest: number,
      network?: string,
    ]
  | readonly [kind: 'returned', holdId: string, places: readonly PlaceNo[]]
  | readonly [kind: 'blocked', runs: readonly Run[], reason: BlockReason]
  | readonly [kind: 'unblocked', runs: readonly Run[]]

/** One entry of an event's log: what one batch changed, in the order in which it was decided. */
export interface LogEntry {
  readonly eventId: string
  /** Gapless from 1. */
  readonly seq: number
  /** When it was decided: epoch milliseconds on the database's clock. */
  readonly at: number
  readonly changes: readonly Change[]
}

/** The text that is stored and hashed. */
export const encodeEntry = (entry: LogEntry): string =>
  `{"eventId":"${entry.eventId}","seq":${entry.seq},"at":${entry.at},"changes":${JSON.stringify(entry.changes)}}`

/** Reads back what `encodeEntry` wrote; the text comes from our own log, whose hash is checked by the invariants. */
export const decodeEntry = (body: string): LogEntry => JSON.parse(body) as LogEntry

/** Hash that stands before the first entry of an event's log. */
export const GENESIS_HASH = '0'.repeat(64)

/** Hash of an entry: SHA-256 over the bytes of the previous hash and the text, in hexadecimal. */
export const chainHash = (previous: string, body: string): string =>
  createHash('sha256').update(previous, 'hex').update(body).digest('hex')

/** Ascending places as runs. */
export function toRuns(places: readonly PlaceNo[]): Run[] {
  const runs: [number, number][] = []
  for (const place of places) {
    const last = runs.at(-1)
    if (last !== undefined && last[0] + last[1] === place) last[1]++
    else runs.push([place, 1])
  }
  return runs
}

export function fromRuns(runs: readonly Run[]): PlaceNo[] {
  const places: PlaceNo[] = []
  for (const [first, count] of runs) for (let i = 0; i < count; i++) places.push(first + i)
  return places
}
