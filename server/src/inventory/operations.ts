import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import type { BlockReason } from './change.ts'
import type { Hold } from './hold.ts'
import type { BestAvailable } from './seat-wish.ts'

/** What a buyer asks for. */
export type Wish =
  | { readonly by: 'places'; readonly places: readonly PlaceNo[] }
  | ({ readonly by: 'best-available' } & BestAvailable)
  | { readonly by: 'area'; readonly area: number; readonly quantity: number; readonly accessible: number }

/** Where a hold comes from: the digest of a network, and how many places it may have at most, held and sold. */
export interface OfNetwork {
  readonly digest: string
  readonly placesAtMost: number
}

/** What can be asked of an event's inventory, by the name of the verb. */
export interface Operations {
  hold: {
    readonly holdId: string
    readonly accountId: string
    readonly wish: Wish
    readonly digest: number
    readonly ttlMs: number
    /** Places at most per account on this event, held and sold. */
    readonly limit: number
    /** Whether whoever left holds of this event unpaid has to pause; not where a waiting room sees to that. */
    readonly pauses?: boolean
    /** What it counts for beside the account, where the event limits networks. */
    readonly network?: OfNetwork
  }
  release: { readonly holdId: string; readonly accountId: string | null }
  extend: {
    readonly holdId: string
    readonly accountId: string | null
    /** The hold shall last at least this long from now. */
    readonly ttlMs: number
    readonly by: 'buyer' | 'payment'
  }
  confirm: {
    readonly holdId: string
    readonly orderId: string
    /** What may be done when the hold is over: nothing, take the same places if they are free, or such as equal them. */
    readonly whenOver: 'refuse' | 'same-places' | 'substitutes'
    readonly limit: number
    /** Places at most per network, held and sold; null and nothing: as many as it likes. */
    readonly networkLimit?: number | null
  }
  block: { readonly places: readonly PlaceNo[]; readonly reason: BlockReason; readonly whenTaken: 'refuse' | 'skip' }
  unblock: { readonly places: readonly PlaceNo[] }
  giveBack: { readonly holdId: string; readonly orderId: string; readonly places: readonly PlaceNo[] }
  sweep: object
}

export type Verb = keyof Operations
export type Operation<V extends Verb = Verb> = { [K in V]: { readonly verb: K } & Operations[K] }[V]

/** An area, by its key, with places left. */
export interface AreaLeft {
  readonly area: string
  readonly available: number
}

/** Refusals of a hold that depend on what others did before. */
export type HoldRefusal =
  | { readonly refused: 'places-taken'; readonly places: readonly PlaceNo[] }
  | { readonly refused: 'limit-reached'; readonly remaining: number }
  | { readonly refused: 'network-limit-reached'; readonly remaining: number }
  | {
      readonly refused: 'not-enough-available'
      readonly available: number
      /** Of seats that were asked for: areas without seats that have places of the kind. */
      readonly areas?: readonly AreaLeft[]
    }
  | { readonly refused: 'not-together' }
  | { readonly refused: 'idempotency-key-reused' }
  | { readonly refused: 'hold-pause'; readonly retryAfterMs: number }

/** Not there, or another account's: the two look alike. */
export interface HoldUnknown {
  readonly refused: 'hold-unknown'
}

export interface Answers {
  hold: { readonly held: Hold } | HoldRefusal | HoldUnknown
  release: { readonly released: Hold } | { readonly refused: 'hold-confirmed' } | HoldUnknown
  extend:
    | { readonly extended: Hold }
    | { readonly refused: 'already-extended' }
    | { readonly refused: 'hold-over'; readonly hold: Hold }
    | HoldUnknown
  confirm:
    | { readonly confirmed: Hold; readonly places: 'held' | 'same' | 'substitutes' }
    | { readonly refused: 'hold-over'; readonly hold: Hold }
    | { readonly refused: 'places-taken'; readonly places: readonly PlaceNo[] }
    | { readonly refused: 'limit-reached'; readonly remaining: number }
    | { readonly refused: 'other-order'; readonly orderId: string }
    | HoldUnknown
  block:
    | { readonly blocked: readonly PlaceNo[]; readonly skipped: readonly PlaceNo[] }
    | { readonly refused: 'places-taken'; readonly places: readonly PlaceNo[] }
  unblock: { readonly unblocked: readonly PlaceNo[] }
  giveBack:
    | { readonly returned: Hold; readonly places: readonly PlaceNo[] }
    | { readonly refused: 'not-of-order'; readonly places: readonly PlaceNo[] }
    | HoldUnknown
  sweep: { readonly expired: number; readonly more: boolean }
}
export type Answer = Answers[Verb]
