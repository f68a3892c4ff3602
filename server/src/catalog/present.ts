import type { EventSummary, EventView } from '@foyer/contract/catalog.views'
import type { AvailabilityHint } from '@foyer/contract/catalog.events'
import { saleState } from './event-status.ts'
import type { CardRow } from './queries/cards.ts'
import type { EventRow } from './queries/event-page.ts'
import { priceOf } from './sale-facts.ts'
import type { WaitingRoom } from './services.ts'

/** An event in a list. `available` is the number of places left, where it is known. */
export const presentCard = (row: CardRow, distanceKm: number | null): EventSummary => ({
  id: row.eventId,
  title: row.title,
  status: row.status,
  startsAt: row.startsAt.toISOString(),
  timeZone: row.timeZone,
  localDate: row.localDate,
  previousStartsAt: isoOf(row.previousStartsAt),
  show: { id: row.showId, kind: row.showKind, title: row.showTitle, genres: [...row.genres] },
  performers: [...row.performers],
  venue: {
    id: row.venueId,
    name: row.venueName,
    city: row.city,
    state: row.state,
    country: row.country,
    location: row.lat === null || row.lng === null ? null : { lat: row.lat, lng: row.lng },
  },
  hall: row.hall,
  features: [...row.features],
  from: row.fromMinor === null || row.currency === null ? null : { minor: row.fromMinor, currency: row.currency },
  sale: presentSale(row),
  availability: row.places === null ? null : hintOf(row.places - row.taken, row.places),
  available: row.places === null ? null : row.places - row.taken,
  accessible: (row.accessiblePlaces ?? 0) > 0,
  accessibleAvailable: row.accessiblePlaces === null ? null : row.accessiblePlaces - row.accessibleTaken,
  distanceKm,
})

/** An event on its own page. */
export const presentEvent = (row: EventRow, organiser: string, waitingRoom: WaitingRoom | undefined): EventView => ({
  id: row.eventId,
  title: row.title,
  description: row.description,
  status: row.status,
  startsAt: row.startsAt.toISOString(),
  timeZone: row.venue.timeZone,
  localDate: row.localDate,
  previousStartsAt: isoOf(row.previousStartsAt),
  doorsAt: isoOf(row.doorsAt),
  endsAt: isoOf(row.endsAt),
  show: row.show,
  performers: [...row.performers],
  venue: row.venue,
  hall: row.hall,
  organiser: { id: row.organiserId, name: organiser },
  features: [...row.features],
  sale: presentSale(row),
  priceLevels: row.priceLevels.map((level) => ({
    id: level.priceLevelId,
    name: level.name,
    price: priceOf(level),
    categories: [...level.categories],
  })),
  manifest:
    row.manifest === null ? null : { ...row.manifest, url: `/v1/events/${row.eventId}/manifest/${row.manifest.hash}` },
  availability:
    row.manifest === null
      ? null
      : {
          available: row.manifest.places - row.taken,
          accessible: row.manifest.accessiblePlaces - row.accessibleTaken,
          hint: hintOf(row.manifest.places - row.taken, row.manifest.places),
        },
  waitingRoom:
    waitingRoom === undefined
      ? null
      : {
          lobbyOpensAt: waitingRoom.lobbyOpensAt.toISOString(),
          lobbyClosesAt: waitingRoom.lobbyClosesAt.toISOString(),
        },
  revision: row.revision,
})

const presentSale = (row: CardRow | EventRow) => ({
  state: saleState(row, row.now),
  onSaleAt: isoOf(row.onSaleAt),
  offSaleAt: isoOf(row.offSaleAt),
  allowance: row.allowance,
})

const isoOf = (moment: Date | null): string | null => moment?.toISOString() ?? null

const FEW_SHARE = 0.05
const FEW_PLACES = 10

/** `few` from a twentieth of the places down, and from ten places down in a small room. */
export const hintOf = (available: number, places: number): AvailabilityHint =>
  available <= 0 ? 'none' : available <= Math.max(FEW_PLACES, places * FEW_SHARE) ? 'few' : 'many'
