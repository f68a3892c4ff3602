import type { Event, Item, Kind } from './records.ts'
import { showCharge } from './show-charge.ts'
import { showDispute, showRefund } from './show-refund.ts'
import { showIntent } from './show-intent.ts'
import { showItem, showSession } from './show-session.ts'

/** The version of Stripe's API whose shapes are shown here: the one that the `stripe` package 23.1 asks for. */
export const API_VERSION = '2026-10-28.endive'

/** A record with the records to show inside it, by the name of the property they take the place of. */
export type View = { readonly record: Kind | Item; readonly within: Readonly<Record<string, View | readonly View[]>> }

/** The JSON value of a view. The parts are typed by the `stripe` package: a shape that it does not know does not compile. */
export const show = (view: View): object => {
  const shown: Record<string, unknown> = { ...showRecord(view.record) }
  for (const [name, part] of Object.entries(view.within)) {
    shown[name] = isList(part) ? showList(part.map(show), false, listUrl(view.record, name)) : show(part)
  }
  return shown
}

export const showList = (data: object[], hasMore: boolean, url: string): object => ({
  object: 'list',
  data,
  has_more: hasMore,
  url,
})

const isList = (part: View | readonly View[]): part is readonly View[] => Array.isArray(part)

const listUrl = (record: View['record'], name: string): string =>
  `/v1/${record.object === 'charge' ? 'charges' : 'checkout/sessions'}/${record.id}/${name}`

const showRecord = (record: Kind | Item): object => {
  switch (record.object) {
    case 'checkout.session':
      return showSession(record)
    case 'payment_intent':
      return showIntent(record)
    case 'charge':
      return showCharge(record)
    case 'refund':
      return showRefund(record)
    case 'dispute':
      return showDispute(record)
    case 'event':
      return showEvent(record)
    case 'item':
      return showItem(record)
  }
}

const showEvent = (event: Event): object => ({
  id: event.id,
  object: 'event',
  api_version: API_VERSION,
  created: event.created,
  data: {
    object: showRecord(event.about),
    ...(event.previous === null ? {} : { previous_attributes: event.previous }),
  },
  livemode: false,
  pending_webhooks: event.pending,
  request: { id: event.cause.requestId, idempotency_key: event.cause.idempotencyKey },
  type: event.type,
})
