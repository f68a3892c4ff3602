import type { Manifest } from '@foyer/contract'
import type { Sourced } from '../feed.ts'
import type { PerformerInput } from '@foyer/contract/catalog.schemas'
import type { ImportRecord } from '../import/record.ts'
import { slug } from '../import/slug.ts'
import type { TariffLevel } from '../import/tariff.ts'
import { dayAfter, daysBetween, occurrences } from './calendar.ts'
import { demoFilms, SHOWTIMES } from './films.ts'
import { demoShows, type DemoShow } from './shows.ts'
import { demoVenues } from './venues.ts'

/** How far ahead the demo plans. */
const DAYS_AHEAD = 28
const CINEMA_DAYS_AHEAD = 13
/** How long after its on-sale the great night takes place. */
const NIGHT_AFTER_ON_SALE = 30
const DOORS_MINUTES = 60

const AT = { row: 0, path: 'demo' }

/**
 * The demo catalogue as it is on a day: what it plans for each day depends on that day alone. So a start on the same day
 * adds nothing, one on a later day adds the days that came into view, and none changes what is there.
 */
export function demoRecords(today: string): ImportRecord[] {
  const plans = new Map<string, { venue: string; manifest: Manifest }>()
  const places = demoVenues.flatMap(({ id, venue, halls }) => [
    { at: AT, venue: { sourceId: id, ...venue } },
    ...halls.map(({ id: hall, name, plan }) => {
      const manifest = plan()
      plans.set(hall, { venue: id, manifest })
      return {
        at: AT,
        hall: { sourceId: hall, venue: id, name },
        plan: { sourceId: hall, hall, name: 'All places', manifest },
      }
    }),
  ])
  const shows = [...demoShows, nightUnderTheArch].map(toShowRecord)
  const films = demoFilms.map(({ id, show }) => ({ at: AT, show: { sourceId: id, ...show, performers: [] } }))
  return [...places, ...shows, ...films, ...showEvents(today), ...showtimes(today), onSaleTomorrow(today)]

  function showEvents(from: string): ImportRecord[] {
    return demoShows.flatMap((show) =>
      show.runs.flatMap(({ hall, schedule }) =>
        occurrences(schedule, dayAfter(from, 1), dayAfter(from, DAYS_AHEAD)).map(({ date, time }) =>
          toEvent(show, hall, { date, time }),
        ),
      ),
    )
  }

  function showtimes(from: string): ImportRecord[] {
    const screens = demoVenues.find(({ id }) => id === 'zoo-palast')?.halls ?? []
    return daysBetween(dayAfter(from, 1), dayAfter(from, CINEMA_DAYS_AHEAD)).flatMap((day) =>
      screens.flatMap(({ id: hall }, screen) =>
        SHOWTIMES.flatMap((time, slot) => {
          // Films move on by one a day, so that each comes to every screen and hour.
          const film = demoFilms[(day.dayOfYear + 2 * screen + 3 * slot) % demoFilms.length]
          if (!film) return []
          const show = { id: film.id, minutes: film.show.runtimeMinutes + 15, dollars: 15 }
          return [toEvent(show, hall, { date: day.toString(), time })]
        }),
      ),
    )
  }

  function onSaleTomorrow(from: string): ImportRecord {
    const onSale = { date: dayAfter(from, 1), time: '10:00' }
    const night = { date: dayAfter(onSale.date, NIGHT_AFTER_ON_SALE), time: '20:30' }
    return toEvent(nightUnderTheArch, 'wembley', night, onSale)
  }

  function toEvent(
    show: Pick<DemoShow, 'id' | 'minutes' | 'dollars' | 'features'>,
    hall: string,
    starts: { date: string; time: string },
    onSale?: { date: string; time: string },
  ): ImportRecord {
    const plan = plans.get(hall)
    if (!plan) throw new Error(`the demo has no hall ${hall}`)
    return {
      at: AT,
      event: {
        sourceId: `${show.id}@${hall}@${starts.date}T${starts.time}`,
        show: show.id,
        venue: plan.venue,
        hall,
        plan: hall,
        starts,
        doorsMinutes: DOORS_MINUTES,
        lengthMinutes: show.minutes,
        tariff: tariffOf(plan.manifest, show.dollars),
        ...(onSale ? { onSale } : {}),
        ...(show.features ? { features: show.features } : {}),
      },
    }
  }
}

/** The event that everybody waits for: its on-sale is always tomorrow. */
const nightUnderTheArch: DemoShow = {
  id: 'night-under-the-arch',
  show: {
    kind: 'concert',
    title: 'Osprey Parade: A Night Under the Arch',
    genres: ['folk', 'rock'],
    description: 'A stadium, a full moon if we are lucky, and two hours of songs.',
  },
  performers: [{ name: 'Osprey Parade', kind: 'group', genres: ['folk'] }],
  runs: [],
  minutes: 150,
  dollars: 160,
}

const toShowRecord = ({ id, show, performers }: DemoShow): ImportRecord => ({
  at: AT,
  performers: performers.map(toPerformer),
  show: {
    sourceId: id,
    ...show,
    performers: performers.map((performer, billing) => ({
      performer: toPerformer(performer).sourceId,
      billing,
      ...(performer.role === undefined ? {} : { role: performer.role }),
    })),
  },
})

const toPerformer = ({ name, kind, genres }: PerformerInput): Sourced<PerformerInput> => ({
  sourceId: slug(name),
  name,
  kind,
  ...(genres ? { genres } : {}),
})

/** Share of the price of the best places, by category of the plans. */
const SHARES: Readonly<Record<string, number>> = {
  premium: 1,
  box: 0.9,
  cat1: 0.75,
  cat2: 0.5,
  cat3: 0.32,
  cat4: 0.22,
  front: 1,
  standing: 0.7,
  seat1: 0.9,
  seat2: 0.65,
  seat3: 0.45,
  general: 1,
  balcony: 1.2,
  premier: 1.2,
  standard: 1,
}

const tariffOf = (manifest: Manifest, dollars: number): TariffLevel[] =>
  manifest.categories.map(({ key, name }) => ({ name, categories: [key], dollars: dollars * (SHARES[key] ?? 1) }))
