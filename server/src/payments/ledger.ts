import type { Queryable } from '../platform/database.ts'

export type LedgerAccount = 'provider-clearing' | 'organiser-payable' | 'platform-fees' | 'refund-payable' | 'disputed'

export type LedgerKind =
  | 'capture'
  | 'capture-without-sale'
  | 'refund-asked'
  | 'refund-paid'
  | 'refund-returned'
  | 'refund-failed'
  | 'dispute-opened'
  | 'dispute-won'
  | 'dispute-lost'

/** Money that moved between accounts: one transaction of the ledger. */
export interface LedgerMove {
  readonly eventId: string
  readonly orderId: string
  readonly kind: LedgerKind
  /** The payment, refund or dispute that moved it. Each kind of move happens once for its source. */
  readonly sourceId: string
  readonly currency: string
  /** Minor units; debit is positive, credit negative; they sum to zero. */
  readonly entries: readonly (readonly [account: LedgerAccount, minor: number])[]
}

/**
 * Writes moves in the caller's transaction, each whole; nothing of one that was written before. The database refuses a
 * move that does not sum to zero.
 */
export const postToLedger = (tx: Queryable, ...moves: readonly LedgerMove[]) => {
  const entries = entriesOf(moves)
  return tx`
    insert into ledger_entries (event_id, kind, source_id, account, order_id, amount_minor, currency)
    select * from unnest(${entries.map(([move]) => move.eventId)}::uuid[], ${entries.map(([move]) => move.kind)}::text[],
                         ${entries.map(([move]) => move.sourceId)}::uuid[], ${entries.map(([, account]) => account)}::text[],
                         ${entries.map(([move]) => move.orderId)}::uuid[], ${entries.map(([, , minor]) => minor)}::bigint[],
                         ${entries.map(([move]) => move.currency)}::text[])
    on conflict do nothing`
}

/** How many rows the moves are: an account of which nothing moves has none. */
export const countEntries = (moves: readonly LedgerMove[]): number => entriesOf(moves).length

const entriesOf = (moves: readonly LedgerMove[]) =>
  moves.flatMap((move) =>
    move.entries.filter(([, minor]) => minor !== 0).map(([account, minor]) => [move, account, minor] as const),
  )

/** Writes the opposite of a move that was made before, if it was. */
export const reverseInLedger = (
  tx: Queryable,
  move: Pick<LedgerMove, 'eventId' | 'sourceId'> & { readonly reverses: LedgerKind; readonly kind: LedgerKind },
) => tx`
  insert into ledger_entries (event_id, kind, source_id, account, order_id, amount_minor, currency)
  select event_id, ${move.kind}, source_id, account, order_id, -amount_minor, currency from ledger_entries
   where event_id = ${move.eventId} and kind = ${move.reverses} and source_id = ${move.sourceId}`
