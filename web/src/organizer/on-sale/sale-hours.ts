import type { EventView } from '@foyer/contract/catalog.views'
import { toLocal } from './local-time.ts'

/** When a sale opens and closes as it stands in the form, as `datetime-local` on the clocks of the venue; empty: not said. */
export interface SaleHours {
  readonly onSaleAt: string
  readonly offSaleAt: string
}

/** The form as an event fills it. */
export function saleHoursOf({ sale, timeZone }: Pick<EventView, 'sale' | 'timeZone'>): SaleHours {
  const localOf = (instant: string | null) => (instant === null ? '' : toLocal(new Date(instant), timeZone))
  return { onSaleAt: localOf(sale.onSaleAt), offSaleAt: localOf(sale.offSaleAt) }
}
