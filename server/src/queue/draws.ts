import { hexOf, bytesOf } from '@foyer/contract/hex'
import { drawProof, indexInList, seedCommitment, type DrawProof } from '@foyer/contract/draw'
import {
  readAnnouncement,
  writeAnnouncement,
  type Announcement,
  type Randomness,
} from '@foyer/contract/draw-announcement'
import { QUICKNET, roundFrom, timeOfRound } from '@foyer/contract/drand'
import { LRUCache } from 'lru-cache'
import { AtOnce } from '../platform/at-once.ts'
import { SECOND_MS, type Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { DeriveKey } from '../platform/secrets.ts'
import { hexText } from '../platform/sha256.ts'
import type { Beacon } from './beacon.ts'
import { onDrawThread } from './draw-thread.ts'
import { decideDraw, insertDraw, readCommitments, readDraw } from './queries/draws.ts'
import type { Queue } from './queries/heads.ts'

/** A draw that is decided, in memory: about a hundred bytes an entrant. */
export interface Draw {
  readonly announcement: Announcement
  readonly secret: string
  readonly list: Uint8Array
  /** By the place in the list: the number that was drawn. */
  readonly numbers: Uint32Array
  readonly levels: readonly Uint8Array[]
}

export interface DrawOptions {
  readonly db: Database
  readonly clock: Clock
  readonly deriveKey: DeriveKey
  readonly beacon: Beacon | undefined
  /**
   * One look at a draw by the operator takes so many hashes one after the other: 2^24 are a second on the fastest machine
   * known, and some ten here. The announcement is out by then.
   */
  readonly delay: number
  /** Entrants of draws that are kept in memory, together; sixteen millions unless said. */
  readonly entrantsKept?: number
}

/** Between the announcement and the round that decides. */
const ROUND_AHEAD_MS = 15 * SECOND_MS
const ROUND_LATE_MS = SECOND_MS
const SEED_BYTES = 32
/** Entrants of all draws in memory together: a gigabyte and a half. Each of a tour may have a small one or a large one. */
const ENTRANTS_KEPT_MAX = 16_000_000
/** Read and worked out at once: each takes a thread, and of a million some hundred megabytes. */
const LOADED_AT_ONCE_MAX = 2

/** The seed of an event's draw; derived, so that it is in no database before it may be known. */
export const seedOf = (deriveKey: DeriveKey, eventId: string): string =>
  deriveKey(`queue-draw:${eventId}`, SEED_BYTES).toString('hex')

export const seedCommitmentOf = (deriveKey: DeriveKey, eventId: string): string =>
  hexOf(seedCommitment(seedOf(deriveKey, eventId)))

/** Draws: announced and decided by whoever works, read by everybody. Every step may be done twice, by several nodes. */
export class Draws {
  readonly #options: DrawOptions
  /** Weighed by their entrants, which are known once a draw is loaded. */
  readonly #kept: LRUCache<string, Promise<Draw | undefined>>
  readonly #loading = new AtOnce(LOADED_AT_ONCE_MAX)
  readonly #underWay = new Set<string>()

  constructor(options: DrawOptions) {
    this.#options = options
    this.#kept = new LRUCache({ maxSize: options.entrantsKept ?? ENTRANTS_KEPT_MAX })
  }

  /** Takes the next step of a draw whose lobby is closed, if it is time; one at a time on this node. */
  async advance(queue: Queue): Promise<void> {
    const { eventId } = queue
    if (queue.closedAt === null || queue.lobby === 0 || queue.drawnAt !== null || this.#underWay.has(eventId)) return
    this.#underWay.add(eventId)
    try {
      await (queue.announcedAt === null ? this.#announce(queue) : this.#decide(queue))
    } finally {
      this.#underWay.delete(eventId)
    }
  }

  /** The draw of an event as it came out; undefined before. */
  async of(eventId: string): Promise<Draw | undefined> {
    const kept = this.#kept.get(eventId)
    if (kept !== undefined) return kept
    const loading = this.#loading.run(() => this.#load(eventId))
    this.#kept.set(eventId, loading, { size: 1 })
    const forget = () => void (this.#kept.get(eventId) === loading && this.#kept.delete(eventId))
    const weigh = ({ numbers: { length } }: Draw) => {
      if (this.#kept.get(eventId) !== loading) return
      // The same value set again would keep its weight.
      forget()
      this.#kept.set(eventId, loading, { size: length })
    }
    loading.then((draw) => (draw === undefined ? forget() : weigh(draw)), forget)
    return loading
  }

  async #announce({ eventId, lobby, randomness, seedCommitment }: Queue): Promise<void> {
    const { db, clock, delay } = this.#options
    const commitments = await readCommitments(db.sql, eventId, lobby)
    const { levels } = await onDrawThread('list', { commitments })
    const root = hexOf(levels.at(-1) ?? new Uint8Array())
    // The moment may be a little before the writing, never after: the round is counted from now on, and still to come then.
    const announcedAt = clock.now()
    const from: Randomness =
      randomness === 'drand'
        ? { kind: 'drand', chain: QUICKNET.chain, round: await this.#roundToCome(announcedAt) }
        : { kind: 'seed', commitment: seedCommitment ?? '', delay }
    const text = writeAnnouncement({ eventId, announcedAt, entrants: lobby, root, randomness: from })
    const before = from.kind === 'drand' ? new Date(timeOfRound(from.round)) : null
    await insertDraw(db.sql, eventId, { announcement: text, announcedAt, before })
  }

  /** A round that nobody can know yet. @throws Error when it is known: then the database's clock is behind. */
  async #roundToCome(now: Date): Promise<number> {
    const round = roundFrom(now.getTime() + ROUND_AHEAD_MS)
    if ((await this.#options.beacon?.signatureOf(round)) !== undefined)
      throw new Error(`round ${round} of the beacon is out already: the database's clock is behind, set it right`)
    return round
  }

  async #decide({ eventId, now }: Queue): Promise<void> {
    const { db, deriveKey, beacon } = this.#options
    const row = await readDraw(db.sql, eventId)
    if (row === undefined || row.secret !== null) return
    const announcement = announcementOf(row.announcement)
    const { randomness } = announcement
    let secret: string | undefined
    if (randomness.kind === 'seed') secret = seedOf(deriveKey, eventId)
    else if (now.getTime() >= timeOfRound(randomness.round) + ROUND_LATE_MS)
      secret = await beacon?.signatureOf(randomness.round)
    if (secret === undefined) return
    if (randomness.kind === 'seed' && hexOf(seedCommitment(secret)) !== randomness.commitment)
      throw new Error(`the installation secret has changed since the on-sale of event ${eventId} was set`)
    const seed = await onDrawThread('seed', { announcement, secret })
    await decideDraw(db.sql, eventId, secret, hexOf(seed))
  }

  async #load(eventId: string): Promise<Draw | undefined> {
    const { db } = this.#options
    const row = await readDraw(db.sql, eventId)
    if (row === undefined || row.secret === null || row.seed === null) return undefined
    const announcement = announcementOf(row.announcement)
    const commitments = await readCommitments(db.sql, eventId, announcement.entrants)
    const { list, levels } = await onDrawThread('list', { commitments })
    const numbers = await onDrawThread('numbers', { list, seed: bytesOf(row.seed) })
    return { announcement, secret: row.secret, list, numbers, levels }
  }
}

/** What a commitment drew, and that it is in the list; undefined for one that did not take part. */
export function drawnBy(
  draw: Draw,
  commitment: Uint8Array,
): { readonly number: number; readonly proof: () => DrawProof } | undefined {
  const index = indexInList(draw.list, commitment)
  const number = index === undefined ? undefined : draw.numbers[index]
  if (index === undefined || number === undefined) return undefined
  return { number, proof: () => drawProof(draw.levels, index, hexText) }
}

function announcementOf(text: string): Announcement {
  const announcement = readAnnouncement(text)
  if (announcement === undefined) throw new Error('what is kept of a draw is no announcement')
  return announcement
}
