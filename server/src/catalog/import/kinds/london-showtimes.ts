import type { ImportKind } from '../kind.ts'
import { FirstSeen } from '../first-seen.ts'
import { parseUtcMoment } from '../moment.ts'
import { isRecord, Reading, type Refusal } from '../reading.ts'
import type { ImportRecord, MappedFile } from '../record.ts'
import type { TariffLevel } from '../tariff.ts'
import { mapCinema } from './london-cinemas.ts'
import { Films, readFilm, type Film } from './london-films.ts'
import { Screens, type Screen } from './london-screens.ts'

/** Showtimes of London cinemas: cinemas become venues, screens halls, films shows, and each showtime an event. */
export const londonShowtimes: ImportKind = {
  name: 'london-showtimes',
  says: 'films and showtimes of London cinemas, one document with cinemas, films and performances',
  source: 'london-showtimes',
  map: mapShowtimes,
}

interface Showtime {
  readonly read: Reading
  readonly cinema: string
  readonly film: Film
  readonly screen: Screen
  readonly time: string
}

function mapShowtimes(document: unknown): MappedFile {
  const file = new Reading(document, { row: 0, path: '' })
  const refused: Refusal[] = file.refusals
  const venues: ImportRecord[] = []
  const showtimes: Showtime[] = []
  const [films, screens, seen] = [new Films(), new Screens(), new FirstSeen()]
  let [row, soldOut] = [0, 0]
  for (const [cinemaIndex, cinemaValue] of file.list('cinemas').entries()) {
    const cinema = new Reading(cinemaValue, { row: cinemaIndex + 1, path: `cinemas[${cinemaIndex}]` })
    const venue = mapCinema(cinema, seen)
    const filmValues = cinema.list('films')
    refused.push(...cinema.refusals)
    if (venue && cinema.refusals.length === 0) venues.push({ at: cinema.at, venue })
    for (const [filmIndex, filmValue] of filmValues.entries()) {
      const path = `${cinema.at.path}.films[${filmIndex}]`
      const filmRead = new Reading(filmValue, { row: row + 1, path })
      const film = readFilm(filmRead)
      const performances = filmRead.list('performances')
      refused.push(...filmRead.refusals)
      for (const [index, value] of performances.entries()) {
        const read = new Reading(value, { row: ++row, path: `${path}.performances[${index}]` })
        if (cinema.refusals.length > 0) read.refuse('cinema', 'its cinema was refused')
        if (filmRead.refusals.length > 0) read.refuse('film', 'its film was refused')
        const showtime = readShowtime(read, venue?.sourceId ?? '', film, screens, seen)
        refused.push(...read.refusals)
        if (read.refusals.length > 0) continue
        showtimes.push(showtime)
        films.add(film, filmRead.at)
        if (isFlagged(read.raw('status'), 'soldOut')) soldOut++
      }
    }
  }
  return {
    records: [...venues, ...screens.records(), ...films.records(), ...showtimes.map(toEvent)],
    refused,
    remarks: [
      'Seats of a screen are laid out by a plan of our own; where the file tells no number of seats, the number is invented.',
      ...(soldOut > 0 ? [`${soldOut} showtimes that were sold out at their source are on sale here.`] : []),
    ],
  }
}

function readShowtime(read: Reading, cinema: string, film: Film, screens: Screens, seen: FirstSeen): Showtime {
  const time = read.text('time')
  if (time !== '' && !parseUtcMoment(time))
    read.refuse('time', 'a moment such as 2025-01-23T17:15:00Z was expected', time)
  const screen = screens.read(read, cinema)
  // One room cannot show two films at once: sold as two events, its seats would be sold twice.
  seen.refuseSecond(read, 'screen', `${screen.id}@${time}`, 'it is taken at this time')
  if (read.refusals.length === 0) screens.add(screen, read)
  return { read, cinema, film, screen, time }
}

function toEvent({ read, cinema, film, screen, time }: Showtime): ImportRecord {
  const starts = parseUtcMoment(time)
  if (!starts) throw new Error(`showtime ${time} was taken although it is no moment`)
  const features = featuresOf(read.raw('accessibility'), screen.name)
  return {
    at: read.at,
    event: {
      sourceId: `${screen.id}@${time}`,
      show: film.id,
      venue: cinema,
      hall: screen.id,
      plan: screen.id,
      starts,
      ...(film.minutes === undefined ? {} : { lengthMinutes: film.minutes }),
      ...(features.length > 0 ? { features } : {}),
      tariff: TARIFF,
    },
  }
}

const FEATURES = {
  audioDescription: 'audio-described',
  babyFriendly: 'baby-friendly',
  hardOfHearing: 'captioned',
  relaxed: 'relaxed',
  subtitled: 'subtitled',
} as const

function featuresOf(accessibility: unknown, screen: string): string[] {
  const features = Object.entries(FEATURES).flatMap(([flag, name]) => (isFlagged(accessibility, flag) ? [name] : []))
  return /\bimax\b/i.test(screen) ? [...features, 'imax'] : features
}

const isFlagged = (flags: unknown, flag: string): boolean => isRecord(flags) && flags[flag] === true

/** Invented: the source has no prices. */
const TARIFF: readonly TariffLevel[] = [
  { name: 'Standard', categories: ['standard'], dollars: 15 },
  { name: 'Premier', categories: ['premier'], dollars: 19 },
]
