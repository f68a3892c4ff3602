import type { EventSummary, EventView } from '@foyer/contract/catalog.views'

/** Where an event stands for somebody who wants to go: what the button on its page says. */
export type Standing =
  | { readonly kind: 'on-sale'; readonly few: boolean }
  | { readonly kind: 'not-yet'; readonly onSaleAt: string }
  | { readonly kind: 'sold-out' | 'postponed' | 'cancelled' | 'over' | 'no-tickets' }

type Sold = Pick<EventSummary, 'status' | 'sale'> & {
  readonly hint: 'many' | 'few' | 'none' | undefined
  readonly hasPlaces: boolean
}

/** A cancellation comes before everything else that could be said, and sold out before on sale. */
export function standingOf({ status, sale, hint, hasPlaces }: Sold): Standing {
  if (status === 'cancelled') return { kind: 'cancelled' }
  if (status === 'postponed') return { kind: 'postponed' }
  if (sale.state === 'over') return { kind: 'over' }
  if (sale.state === 'not-yet' && sale.onSaleAt !== null) return { kind: 'not-yet', onSaleAt: sale.onSaleAt }
  if (!hasPlaces || sale.state !== 'on-sale') return { kind: 'no-tickets' }
  return hint === 'none' ? { kind: 'sold-out' } : { kind: 'on-sale', few: hint === 'few' }
}

export const standingOfSummary = (event: EventSummary): Standing =>
  standingOf({ ...event, hint: event.availability ?? undefined, hasPlaces: event.from !== null })

export const standingOfEvent = (event: EventView): Standing =>
  standingOf({
    ...event,
    hint: event.availability?.hint,
    hasPlaces: event.priceLevels.length > 0 && event.manifest !== null,
  })
