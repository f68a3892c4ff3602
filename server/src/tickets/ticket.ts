import type { PlaceNo } from '@foyer/contract'
import type { TicketRevocation, TicketState } from '@foyer/contract/tickets'

/** A ticket as it stands in its row. */
export interface TicketRow {
  readonly eventId: string
  readonly ticketId: string
  readonly orderId: string
  readonly placeNo: PlaceNo
  readonly holderAccountId: string
  readonly holderName: string
  readonly state: TicketState
  readonly keyNumber: number
  readonly issuedAt: Date
  readonly revokedAt: Date | null
  readonly revokedBecause: TicketRevocation | null
}

/** Which order: every key begins with the event. */
export interface OrderKey {
  readonly eventId: string
  readonly orderId: string
}
