import type { CurveName } from './curve.ts'
import type { Step } from './tally.ts'

/** What one thread of load plays. */
export interface LoadPlan {
  readonly url: string
  readonly rehearsalId: string
  readonly eventId: string
  readonly people: number
  /** This thread plays every so-manieth of them, from this one on. */
  readonly thread: number
  readonly threads: number
  readonly seed: number
  readonly curve: CurveName
  /** Over which they come. */
  readonly durationMs: number
  /** Moment at which the first may come, in epoch milliseconds of this machine's clock. */
  readonly startsAt: number
  /** By how much quicker than people everybody is, since the time is shorter than it would be. */
  readonly haste: number
  readonly connections: number
  /** Whether a cache in front answers public reads for a second, as the nginx of deploy/ does; played here. */
  readonly edge: boolean
  readonly proofOfWork: boolean
  /** Whether orders are paid in the sandbox; they cost nothing otherwise. */
  readonly pays: boolean
  /** Key of the area whose places are not seats; undefined: there is none. */
  readonly area: string | undefined
  /** Places that are seats: those with the first numbers. */
  readonly seats: number
  /** For each place whose it became: the number of the person, and one more; 0 while it is nobody's. Shared by all threads. */
  readonly sold: Int32Array
}

/** How somebody's part in it ended. */
export const endings = [
  'bought',
  'told-sold-out',
  'found-nothing',
  'left-lobby',
  'left-seats',
  'left-payment',
  'paused',
  'gave-up',
] as const
export type Ending = (typeof endings)[number]

/** Where everybody of a thread is. */
export interface Whereabouts {
  readonly coming: number
  readonly waiting: number
  readonly inside: number
  readonly ended: Readonly<Record<Ending, number>>
}

/** What a thread tells once a second. */
export interface SecondTold {
  readonly kind: 'second'
  /** From `startsAt`. */
  readonly second: number
  readonly counts: Readonly<Record<string, number>>
  readonly latencies: readonly { readonly step: Step; readonly buckets: Uint32Array; readonly max: number }[]
  readonly whereabouts: Whereabouts
  /** By how much the loop of the load itself was late at most, in ms: what is measured is no better than that. */
  readonly lateMs: number
}

export type LoadTold =
  /** The thread is up and waits for its plan. */
  | { readonly kind: 'ready' }
  | SecondTold
  /** What must never be: a place sold to two, a forgery that was let through. */
  | { readonly kind: 'wrong'; readonly what: string }
  | { readonly kind: 'finished'; readonly cancelled: number }

export type LoadTell =
  | { readonly kind: 'begin'; readonly plan: LoadPlan }
  /** To have nobody do anything more, and to cancel what is ordered and not paid. */
  | { readonly kind: 'finish' }
