import type { CompiledManifest, PlaceNo } from '@foyer/contract/compiled-manifest'
import { fromRuns, GENESIS_HASH, type Change, type LogEntry } from './change.ts'
import { DueQueue } from './due-queue.ts'
import { placesKept, type Hold } from './hold.ts'
import { layoutOf } from './layout.ts'
import { AVAILABLE, HELD, Occupancy, SOLD, statusOfBlock, type PlaceStatus } from './occupancy.ts'
import { SeatFinder } from './seat-finder.ts'
import { AreaFinder } from './area-finder.ts'
import { CHOOSING_MS, oneLessUnpaid, oneMoreUnpaid, pausedUntil, type UnpaidHolds } from './unpaid-holds.ts'

/** Holds that are over and stay in memory, so that a repeated request is answered without the database. */
const RESOLVED_KEPT_MAX = 10_000
/** Accounts with holds left unpaid that are remembered, the latest: some ten megabytes. */
export const UNPAID_ACCOUNTS_MAX = 100_000

const NONE: readonly PlaceNo[] = []

/** What a step changed and what was there before it, so that the step can be taken back. */
type Undo =
  | { readonly holdId: string; readonly before: Hold | undefined }
  | { readonly place: PlaceNo; readonly before: PlaceStatus }
  | { readonly unpaidOf: string; readonly before: UnpaidHolds | undefined }

/**
 * All that decides about an event's places, in memory: the fold of its log. `apply` steps forward; every step since the
 * last `settle` can be taken back by `rollBack`, so a batch may be decided before it is known to be committed.
 */
export class EventState {
  readonly manifest: CompiledManifest
  readonly occupancy: Occupancy
  readonly seats: SeatFinder
  readonly areas: AreaFinder
  /** Sequence number and hash of the last log entry that is settled. */
  seq = 0
  hash = GENESIS_HASH
  readonly #holds = new Map<string, Hold>()
  readonly #placesOf = new Map<string, number>()
  readonly #placesOfNetwork = new Map<string, number>()
  /** Who left holds unpaid, the latest last. */
  readonly #unpaid = new Map<string, UnpaidHolds>()
  readonly #due = new DueQueue((holdId, at) => {
    const hold = this.#holds.get(holdId)
    return hold?.state === 'held' && hold.expiresAt === at
  })
  #journal: Undo[] = []
  #held = 0
  #resolved: string[] = []

  constructor(manifest: CompiledManifest) {
    this.manifest = manifest
    this.occupancy = new Occupancy(layoutOf(manifest))
    this.seats = new SeatFinder(this.occupancy)
    this.areas = new AreaFinder(this.occupancy)
  }

  hold(holdId: string): Hold | undefined {
    return this.#holds.get(holdId)
  }

  holds(): Iterable<Hold> {
    return this.#holds.values()
  }

  /** Places that an account keeps on this event, held and sold. */
  placesOf(accountId: string): number {
    return this.#placesOf.get(accountId) ?? 0
  }

  accounts(): Iterable<readonly [accountId: string, places: number]> {
    return this.#placesOf.entries()
  }

  /** Places that a network keeps, by its digest; of holds that count for one. */
  placesOfNetwork(network: string): number {
    return this.#placesOfNetwork.get(network) ?? 0
  }

  networks(): Iterable<readonly [network: string, places: number]> {
    return this.#placesOfNetwork.entries()
  }

  /** How many networks have as many places as they may, or more. Goes through all of them. */
  countFullNetworks(limit: number): number {
    let full = 0
    for (const places of this.#placesOfNetwork.values()) if (places >= limit) full++
    return full
  }

  /** What an account has left unpaid of this event; undefined for the many who have not. */
  unpaidOf(accountId: string): UnpaidHolds | undefined {
    return this.#unpaid.get(accountId)
  }

  unpaid(): Iterable<readonly [accountId: string, unpaid: UnpaidHolds]> {
    return this.#unpaid.entries()
  }

  /** How many accounts pause now. Goes through all that left holds unpaid. */
  countPaused(now: number): number {
    let paused = 0
    for (const unpaid of this.#unpaid.values()) if (pausedUntil(unpaid) > now) paused++
    return paused
  }

  /** How many holds keep their places, until they are released, sold or swept. */
  get holding(): number {
    return this.#held
  }

  /** The live hold that is over first. */
  firstDue(): Hold | undefined {
    const due = this.#due.first()
    return due && this.#holds.get(due.holdId)
  }

  /** Such live holds as are over by `now`. Goes through all live holds: only for the rare case. */
  dueWhere(isSuch: (hold: Hold) => boolean, now: number): string[] {
    return [...this.#due.due(now)].filter((holdId) => {
      const hold = this.#holds.get(holdId)
      return hold !== undefined && isSuch(hold)
    })
  }

  apply(change: Change, at: number): void {
    switch (change[0]) {
      case 'held': {
        const [, holdId, accountId, places, expiresAt, digest, fit, network = null] = change
        return this.#setHold(holdId, {
          holdId,
          accountId,
          places,
          digest,
          state: 'held',
          heldAt: at,
          expiresAt,
          extended: false,
          orderId: null,
          returned: NONE,
          fit,
          network,
        })
      }
      case 'released':
      case 'expired': {
        const hold = this.#require(change[1], 'held')
        this.#setHold(change[1], { ...hold, state: change[0] })
        if (change[0] === 'released' && at - hold.heldAt < CHOOSING_MS) return
        const endedAt = change[0] === 'released' ? at : hold.expiresAt
        return this.#setUnpaid(hold.accountId, oneMoreUnpaid(this.#unpaid.get(hold.accountId), endedAt))
      }
      case 'extended': {
        const hold = this.#require(change[1], 'held')
        const extended = hold.extended || change[3] === 'buyer'
        return this.#setHold(change[1], { ...hold, expiresAt: change[2], extended })
      }
      case 'confirmed':
        return this.#setHold(change[1], { ...this.#require(change[1], 'held'), state: 'confirmed', orderId: change[2] })
      case 'reclaimed': {
        const [, holdId, orderId, accountId, places, heldAt, expiresAt, digest, network = null] = change
        const { extended, fit } = this.#holds.get(holdId) ?? { extended: false, fit: null }
        const hold = { holdId, accountId, places, digest, heldAt, expiresAt, extended, orderId, fit, network }
        this.#setHold(holdId, { ...hold, state: 'confirmed', returned: [] })
        const unpaid = this.#unpaid.get(accountId)
        if (unpaid !== undefined) this.#setUnpaid(accountId, oneLessUnpaid(unpaid))
        return
      }
      case 'returned': {
        const hold = this.#require(change[1], 'confirmed')
        const returned = [...hold.returned, ...change[2]].sort((a, b) => a - b)
        return this.#setHold(change[1], { ...hold, returned })
      }
      case 'blocked':
        for (const place of fromRuns(change[1])) this.#setBlock(place, statusOfBlock[change[2]])
        return
      case 'unblocked':
        for (const place of fromRuns(change[1])) this.#setBlock(place, AVAILABLE)
        return
    }
  }

  /** Takes in an entry that somebody else committed. */
  fold(entry: LogEntry, hash: string): void {
    if (entry.seq !== this.seq + 1) throw new Error(`log entry ${entry.seq} does not follow ${this.seq}`)
    if (this.#journal.length > 0) throw new Error('steps that are not settled stand in the way of a log entry')
    for (const change of entry.changes) this.apply(change, entry.at)
    this.settle(entry.seq, hash, entry.changes)
  }

  /** Puts a hold there as it was read from the tables: a live one when a snapshot is loaded, or one that is over. */
  adopt(hold: Hold): void {
    this.#setHold(hold.holdId, hold)
    this.#journal.pop()
    if (placesKept(hold).length === 0) this.#rememberResolved(hold.holdId)
  }

  adoptUnpaid(accountId: string, unpaid: UnpaidHolds): void {
    this.#unpaid.set(accountId, unpaid)
  }

  adoptBlock(place: PlaceNo, status: PlaceStatus): void {
    this.#setBlock(place, status)
    this.#journal.pop()
  }

  /** Keeps what was applied, up to the mark (all, without one): it is committed as entry `seq`. */
  settle(seq: number, hash: string, changes: readonly Change[], mark = this.#journal.length): void {
    this.seq = seq
    this.hash = hash
    this.#journal.splice(0, mark)
    for (const change of changes)
      if (change[0] === 'released' || change[0] === 'expired') this.#rememberResolved(change[1])
    this.#due.compact(this.#held)
    for (const accountId of this.#unpaid.keys()) {
      if (this.#unpaid.size <= UNPAID_ACCOUNTS_MAX) break
      this.#unpaid.delete(accountId)
    }
  }

  /** A point to which `rollBack` can return, good until the next `settle`: the number of steps that are not settled. */
  mark(): number {
    return this.#journal.length
  }

  /** Takes back, in reverse order, what was applied since the mark (since the last `settle`, without one). */
  rollBack(mark = 0): void {
    const steps = this.#journal.splice(mark)
    const kept = this.#journal
    for (const step of steps.reverse())
      if ('holdId' in step) this.#setHold(step.holdId, step.before)
      else if ('place' in step) this.#setBlock(step.place, step.before)
      else this.#setUnpaid(step.unpaidOf, step.before)
    this.#journal = kept
    this.#journal.length = mark
  }

  /** Holds and blocked places that were touched since the mark, each with what was there before; and who left holds unpaid. */
  touched(mark = 0): {
    holds: Map<string, Hold | undefined>
    blocks: Map<PlaceNo, PlaceStatus>
    unpaid: Set<string>
  } {
    const holds = new Map<string, Hold | undefined>()
    const blocks = new Map<PlaceNo, PlaceStatus>()
    const unpaid = new Set<string>()
    for (const step of mark === 0 ? this.#journal : this.#journal.slice(mark))
      if ('holdId' in step) {
        if (!holds.has(step.holdId)) holds.set(step.holdId, step.before)
      } else if ('unpaidOf' in step) unpaid.add(step.unpaidOf)
      else if (!blocks.has(step.place)) blocks.set(step.place, step.before)
    return { holds, blocks, unpaid }
  }

  #setHold(holdId: string, next: Hold | undefined): void {
    const before = this.#holds.get(holdId)
    // Before anything is changed: a step is made whole or not at all.
    this.#requireFree(before, next)
    this.#journal.push({ holdId, before })
    if (next === undefined) this.#holds.delete(holdId)
    else this.#holds.set(holdId, next)
    this.#move(before, next)
    if (before?.state === 'held') this.#held--
    if (next?.state !== 'held') return
    this.#held++
    if (before?.state !== 'held' || before.expiresAt !== next.expiresAt) this.#due.add(holdId, next.expiresAt)
  }

  #requireFree(before: Hold | undefined, next: Hold | undefined): void {
    const kept = placesKept(before)
    const keeps = placesKept(next)
    if (kept === keeps) return
    let last = -1
    for (const place of keeps) {
      if (place <= last || !(this.occupancy.isAvailable(place) || kept.includes(place)))
        throw new Error(`place ${place} cannot go to hold ${next?.holdId}: it is taken or listed out of order`)
      last = place
    }
  }

  /** Moves the places of a hold from what it kept to what it keeps. */
  #move(before: Hold | undefined, next: Hold | undefined): void {
    const kept = placesKept(before)
    const keeps = placesKept(next)
    const status = next?.state === 'confirmed' ? SOLD : HELD
    if (kept !== keeps) for (const place of kept) this.occupancy.set(place, AVAILABLE, undefined)
    for (const place of keeps) this.occupancy.set(place, status, next?.holdId)
    if (before && kept.length > 0) this.#addPlaces(before, -kept.length)
    if (next && keeps.length > 0) this.#addPlaces(next, keeps.length)
  }

  #addPlaces({ accountId, network }: Hold, by: number): void {
    add(this.#placesOf, accountId, by)
    if (network !== null) add(this.#placesOfNetwork, network, by)
  }

  #setUnpaid(accountId: string, next: UnpaidHolds | undefined): void {
    this.#journal.push({ unpaidOf: accountId, before: this.#unpaid.get(accountId) })
    this.#unpaid.delete(accountId)
    if (next !== undefined) this.#unpaid.set(accountId, next)
  }

  #setBlock(place: PlaceNo, status: PlaceStatus): void {
    this.#journal.push({ place, before: (this.occupancy.status[place] ?? AVAILABLE) as PlaceStatus })
    this.occupancy.set(place, status, undefined)
  }

  #require(holdId: string, state: Hold['state']): Hold {
    const hold = this.#holds.get(holdId)
    if (hold?.state !== state) throw new Error(`hold ${holdId} is ${hold?.state ?? 'unknown'}, expected ${state}`)
    return hold
  }

  #rememberResolved(holdId: string): void {
    this.#resolved.push(holdId)
    if (this.#resolved.length < 2 * RESOLVED_KEPT_MAX) return
    for (const old of this.#resolved.splice(0, RESOLVED_KEPT_MAX))
      if (placesKept(this.#holds.get(old)).length === 0) this.#holds.delete(old)
  }
}

/** Adds to a count that is absent while it is nothing. */
function add(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by
  if (count === 0) counts.delete(key)
  else counts.set(key, count)
}
