import type { Money } from '@foyer/contract'
import { actionsIn, type Order, type OrderLine, type OrderOfEvent, type OrderSummary } from '@foyer/contract/orders'
import type { OrderCatalog } from './ports.ts'
import type { Receipts } from './receipt.ts'
import type { LineView, OrderOfEventView, OrderSummaryView, OrderView } from './view-queries.ts'

/** An order as it crosses the wire. */
export async function presentOrder(
  { catalog, receipts }: { readonly catalog: OrderCatalog; readonly receipts: Receipts },
  view: OrderView,
): Promise<Order> {
  const { currency, confirmedAt } = view
  const money = (minor: number): Money => ({ minor, currency })
  return {
    ...presentSummary(view),
    holdId: view.holdId,
    face: money(view.faceMinor),
    fees: money(view.feesMinor),
    refunded: money(view.refundedMinor),
    lines: await presentLines(catalog, view.eventId, view.lines, money),
    payment:
      view.paymentState === null
        ? null
        : { provider: 'stripe', state: view.paymentState, url: isPayable(view) ? view.paymentUrl : null },
    actions: actionsIn(view.state),
    receipt: confirmedAt === null ? null : receipts.issue({ ...view, confirmedAt }),
  }
}

export const presentSummary = (view: OrderSummaryView): OrderSummary => ({
  id: view.orderId,
  eventId: view.eventId,
  state: view.state,
  amount: { minor: view.amountMinor, currency: view.currency },
  places: view.places,
  madeAt: view.madeAt.toISOString(),
  payBy: isPayable(view) ? view.payBy.toISOString() : null,
  confirmedAt: view.confirmedAt?.toISOString() ?? null,
  endedBecause: view.endedBecause,
})

/** An order as the organiser of its event sees it. */
export const presentForOrganiser = (view: OrderOfEventView): OrderOfEvent => ({
  ...presentSummary({ ...view, places: view.placeNos.length }),
  buyerName: view.buyerName,
  places: [...view.placeNos],
  refunded: { minor: view.refundedMinor, currency: view.currency },
})

const isPayable = ({ state }: OrderSummaryView): boolean => actionsIn(state).includes('pay')

/** Prices as they were ordered, places and names of price levels as the catalogue tells them. */
async function presentLines(
  catalog: OrderCatalog,
  eventId: string,
  lines: readonly LineView[],
  money: (minor: number) => Money,
): Promise<OrderLine[]> {
  const places = await catalog.describePlaces(
    eventId,
    lines.map((line) => line.placeNo),
  )
  return lines.flatMap((line, index) => {
    const place = places[index]
    return place === undefined
      ? []
      : {
          place: line.placeNo,
          section: place.section,
          row: place.row,
          seat: place.seat,
          priceLevelId: line.priceLevelId,
          priceLevel: place.priceLevel,
          allIn: money(line.allInMinor),
          face: money(line.faceMinor),
          fees: money(line.feesMinor),
        }
  })
}
