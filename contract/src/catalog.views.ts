import { Type, type Static } from 'typebox'
import { AvailabilityHint, EventStatus, ManifestHash, Price, Sale } from './catalog.events.ts'
import { Facets, PlaceView } from './catalog.finding.ts'
import { GeoPoint, PerformerKind, ShowKind, nullable } from './catalog.schemas.ts'
import { DateWord } from './catalog.search.ts'
import { CountryCode, CurrencyCode, Id, Instant, Money, Strict, TimeZone } from './primitives.ts'

/** What readers see of the catalogue. */

const Text = nullable(Type.String())
const Strings = Type.Array(Type.String())

export const VenueView = Strict({
  id: Id,
  name: Type.String(),
  street: Text,
  additional: Text,
  city: Type.String(),
  state: Text,
  country: CountryCode,
  postalCode: Text,
  location: nullable(GeoPoint),
  timeZone: TimeZone,
  currency: CurrencyCode,
  transport: Text,
  accessibility: Text,
})
export type VenueView = Static<typeof VenueView>

export const SeatingPlanView = Strict({
  id: Id,
  name: Type.String(),
  manifestHash: ManifestHash,
  places: Type.Integer(),
})
export type SeatingPlanView = Static<typeof SeatingPlanView>

export const HallView = Strict({ id: Id, name: Type.String(), seatingPlans: Type.Array(SeatingPlanView) })
export type HallView = Static<typeof HallView>

export const VenueWithHalls = Strict({ ...VenueView.properties, halls: Type.Array(HallView) })
export type VenueWithHalls = Static<typeof VenueWithHalls>

export const PerformerView = Strict({
  id: Id,
  name: Type.String(),
  kind: PerformerKind,
  genres: Strings,
  description: Text,
})
export type PerformerView = Static<typeof PerformerView>

export const AppearanceView = Strict({
  id: Id,
  name: Type.String(),
  kind: PerformerKind,
  billing: Type.Integer({ description: '0 heads the bill.' }),
  role: Text,
})
export type AppearanceView = Static<typeof AppearanceView>

export const ShowView = Strict({
  id: Id,
  kind: ShowKind,
  title: Type.String(),
  description: Text,
  genres: Strings,
  cast: Strings,
  directors: Strings,
  rating: Text,
  runtimeMinutes: nullable(Type.Integer()),
  trailerUrl: Text,
  language: Text,
})
export type ShowView = Static<typeof ShowView>

export const ShowWithPerformers = Strict({ ...ShowView.properties, performers: Type.Array(AppearanceView) })
export type ShowWithPerformers = Static<typeof ShowWithPerformers>

/** When an event takes place. */
const When = {
  startsAt: Instant,
  timeZone: TimeZone,
  localDate: Type.String({ format: 'date', description: 'Day of the start where the venue is.' }),
  previousStartsAt: nullable(Instant),
}

const Accessible = Type.Boolean({ description: 'Whether there are accessible places.' })

export const EventSummary = Strict(
  {
    id: Id,
    title: Type.String(),
    status: EventStatus,
    ...When,
    show: Strict({ id: Id, kind: ShowKind, title: Type.String(), genres: Strings }),
    performers: Type.Array(Strict({ id: Id, name: Type.String() }), {
      description: 'The heads of the bill, three at most.',
    }),
    venue: Strict({
      id: Id,
      name: Type.String(),
      city: Type.String(),
      state: Text,
      country: CountryCode,
      location: nullable(GeoPoint),
    }),
    hall: Text,
    features: Strings,
    from: nullable(Money),
    sale: Sale,
    availability: nullable(AvailabilityHint),
    available: nullable(Type.Integer({ description: 'Places left, a second old at most.' })),
    accessible: Accessible,
    accessibleAvailable: nullable(Type.Integer({ description: 'Accessible places left.' })),
    distanceKm: nullable(Type.Number({ description: 'From the point of the search; null without one.' })),
  },
  { description: 'An event as a list shows it; `from` is its lowest all-in price.' },
)
export type EventSummary = Static<typeof EventSummary>

export const EventPage = Strict({
  items: Type.Array(EventSummary),
  next: nullable(Type.String({ description: 'Cursor of the next page; null at the end.' })),
  searchedFor: nullable(
    Type.String({
      description:
        'The words searched for instead, where a keyword finds nothing as it is: misspelt, or in another language; empty where ' +
        'it named nothing but a day. Null as a rule; where nothing is found at all, only if a day was understood.',
    }),
  ),
  searchedWhen: nullable(
    Type.Union([DateWord], { description: 'The day that such a keyword named ("kino berlin heute"); null as a rule.' }),
  ),
  near: nullable(
    Strict({
      place: PlaceView,
      others: Type.Array(PlaceView, { description: 'Other towns that may be meant; `near` takes their id.' }),
    }),
  ),
  facets: nullable(Facets),
})
export type EventPage = Static<typeof EventPage>

const Revision = Type.Integer({ description: 'Grows with each change; what If-Match names in quotes.' })

/** An event as the list of its organiser shows it. */
export const OwnEvent = Strict(
  {
    ...EventSummary.properties,
    places: Type.Integer({ description: 'Places that the event has.' }),
    sold: Type.Integer({ description: 'Of them sold.' }),
    revision: Revision,
    waitingRoom: nullable(
      Strict({ lobbyOpensAt: Instant, ended: Type.Boolean() }, { description: 'What stands before its sale.' }),
    ),
  },
  { description: 'An event with how it sells, for its organiser.' },
)
export type OwnEvent = Static<typeof OwnEvent>

export const OwnEventPage = Strict({ ...EventPage.properties, items: Type.Array(OwnEvent) })
export type OwnEventPage = Static<typeof OwnEventPage>

export const PriceLevelView = Strict({
  id: Id,
  name: Type.String(),
  price: Price,
  categories: Type.Array(Type.String(), { description: 'Categories of the manifest sold at this price.' }),
})

export const EventView = Strict(
  {
    id: Id,
    title: Type.String(),
    description: Text,
    status: EventStatus,
    ...When,
    doorsAt: nullable(Instant),
    endsAt: nullable(Instant),
    show: ShowView,
    performers: Type.Array(AppearanceView, { description: 'Of the event and of its show, by billing.' }),
    venue: VenueView,
    hall: nullable(Strict({ id: Id, name: Type.String() })),
    organiser: Strict({ id: Id, name: Type.String() }),
    features: Strings,
    sale: Sale,
    priceLevels: Type.Array(PriceLevelView),
    manifest: nullable(
      Strict({
        hash: ManifestHash,
        places: Type.Integer(),
        accessiblePlaces: Type.Integer(),
        url: Type.String({ description: 'Where the list of places lies; it never changes.' }),
      }),
    ),
    availability: nullable(
      Strict({
        available: Type.Integer({ description: 'Places left, a second old at most.' }),
        accessible: Type.Integer({ description: 'Accessible places left.' }),
        hint: AvailabilityHint,
      }),
    ),
    waitingRoom: nullable(
      Strict(
        {
          lobbyOpensAt: Instant,
          lobbyClosesAt: Type.String({ format: 'date-time', description: 'Whoever entered by then is drawn.' }),
        },
        {
          description:
            'In front of the sale, as long as holding takes a pass from …/queue/pass; null: nobody needs one.',
        },
      ),
    ),
    revision: Revision,
  },
  { description: 'All that a person wants to know about an event.' },
)
export type EventView = Static<typeof EventView>

export const TicketsView = Strict(
  {
    manifestHash: nullable(ManifestHash),
    places: Type.Integer(),
    available: nullable(Type.Integer({ description: 'Places that nobody has.' })),
    sections: Type.Array(
      Strict({
        key: Type.String(),
        name: Type.String(),
        kind: Type.Enum(['seated', 'area']),
        firstPlace: Type.Integer({ description: 'Number of its first place; the others follow.' }),
        places: Type.Integer(),
        priceLevels: Type.Array(Type.String(), { description: 'Names of the price levels of its places.' }),
      }),
    ),
  },
  { description: 'The places that an event sells, section by section, as its organiser sees them.' },
)
export type TicketsView = Static<typeof TicketsView>
