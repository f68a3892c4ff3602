import { compileManifest, type CompiledManifest } from '@foyer/contract/compiled-manifest'
import type { Manifest } from '@foyer/contract/manifest'
import type { Availability } from '@foyer/contract/inventory'
import type { EventView } from '@foyer/contract/catalog.views'
import type { Api } from '../../api/api.ts'
import { fetchSignedIn } from '../../shop/session/fetch-signed-in.ts'
import type { Claims } from './choose-places.ts'
import { stockOf, type StockSection } from './stock.ts'

/** The tickets of an event, as all parts of the screen need them. */
export interface Tickets extends Claims {
  readonly event: EventView
  readonly currency: string
  readonly isDraft: boolean
  /** Undefined: no tickets yet. */
  readonly compiled: CompiledManifest | undefined
  readonly sections: readonly StockSection[]
  /** Categories of the plan that nothing prices yet. */
  readonly unpriced: readonly { readonly key: string; readonly name: string }[]
}

/** Reads them anew: past what a browser keeps, so that one's own change is seen. @throws Refused or TypeError */
export async function readTickets(api: Api, eventId: string, signal?: AbortSignal): Promise<Tickets> {
  const request = { params: { eventId }, ...(signal === undefined ? {} : { signal }) }
  const { event } = await api.call('GET', '/v1/events/:eventId/preview', request)
  const isDraft = event.status === 'draft'
  const of = { signal: signal ?? null }
  const [blocked, manifest, availability] = await Promise.all([
    api.call('GET', '/v1/events/:eventId/blocks', request),
    event.manifest === null ? undefined : json<Manifest>(event.manifest.url, of),
    isDraft ? undefined : json<Availability>(`/v1/events/${eventId}/availability`, { ...of, cache: 'no-store' }),
  ])
  const compiled = manifest === undefined ? undefined : compileManifest(manifest)
  return {
    event,
    currency: event.priceLevels[0]?.price.allIn.currency ?? event.venue.currency,
    isDraft,
    compiled,
    bitmap: bitmapOf(availability),
    ...blocked,
    unpriced: (manifest?.categories ?? []).filter(
      ({ key }) => !event.priceLevels.some((level) => level.categories.includes(key)),
    ),
    sections:
      compiled === undefined
        ? []
        : stockOf({ compiled, priceLevels: event.priceLevels, counts: availability?.counts, ...blocked }),
  }
}

const json = async <T>(url: string, init: RequestInit): Promise<T> =>
  (await (await fetchSignedIn(url, init)).json()) as T

function bitmapOf(availability: Availability | undefined): Uint8Array | undefined {
  if (availability === undefined) return new Uint8Array()
  return availability.bitmap === null
    ? undefined
    : Uint8Array.from(atob(availability.bitmap), (letter) => letter.charCodeAt(0))
}
