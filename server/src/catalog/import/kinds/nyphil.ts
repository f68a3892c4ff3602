import { Temporal } from 'temporal-polyfill'
import { FirstSeen } from '../first-seen.ts'
import type { ImportKind } from '../kind.ts'
import { parseTwelveHourTime, parseUtcMoment, wallClock } from '../moment.ts'
import { Reading, type At, type Refusal } from '../reading.ts'
import type { ImportRecord, MappedFile } from '../record.ts'
import type { TariffLevel } from '../tariff.ts'
import { Houses, type House } from './nyphil-houses.ts'
import { readProgramme, type Programme } from './nyphil-programme.ts'

/** Programmes of the New York Philharmonic: each becomes a show with those who play in it, each concert an event. */
export const nyphil: ImportKind = {
  name: 'nyphil',
  says: 'concert programmes, as the archives of the New York Philharmonic publish them',
  source: 'nyphil',
  map: mapProgrammes,
}

const ARCHIVE_ZONE = 'America/New_York'
const DOORS_MINUTES = 45
const LENGTH_MINUTES = 120

function mapProgrammes(document: unknown): MappedFile {
  const file = new Reading(document, { row: 0, path: '' })
  const refused: Refusal[] = file.refusals
  const [shows, events]: [ImportRecord[], ImportRecord[]] = [[], []]
  const [houses, seen] = [new Houses(), new FirstSeen()]
  let row = 0
  for (const [index, value] of file.list('programs').entries()) {
    const path = `programs[${index}]`
    const read = new Reading(value, { row: index + 1, path })
    const programme = readProgramme(read)
    const concerts = read.list('concerts')
    seen.refuseSecond(read, 'programID', `programme ${programme.id}`)
    refused.push(...read.refusals)
    let taken = 0
    for (const [concertIndex, concertValue] of concerts.entries()) {
      const concert = new Reading(concertValue, { row: ++row, path: `${path}.concerts[${concertIndex}]` })
      if (read.refusals.length > 0) concert.refuse('program', 'its programme was refused')
      const event = mapConcert(concert, programme, houses, seen)
      refused.push(...concert.refusals)
      if (!event) continue
      events.push(event)
      taken++
    }
    if (taken > 0) shows.push(toShow(read.at, programme))
  }
  return {
    records: [...houses.records(), ...shows, ...events],
    refused,
    remarks: ['Halls are laid out by plans of our own of about their real size.'],
  }
}

const toShow = (at: At, programme: Programme): ImportRecord => ({
  at,
  performers: programme.performers.map(({ performer }) => performer),
  show: {
    sourceId: programme.id,
    kind: 'classical',
    title: programme.title,
    ...(programme.description === '' ? {} : { description: programme.description }),
    genres: ['classical'],
    performers: programme.performers.map(({ performer, role }, billing) => ({
      performer: performer.sourceId,
      billing,
      ...(role === undefined ? {} : { role }),
    })),
  },
})

function mapConcert(read: Reading, programme: Programme, houses: Houses, seen: FirstSeen): ImportRecord | undefined {
  const kind = read.text('eventType')
  if (/private/i.test(kind)) read.refuse('eventType', 'a private concert is not for sale', kind)
  const house = houses.read(read)
  const date = readDay(read)
  const time = readTime(read)
  const id = `${programme.id}/${date}T${time}`
  seen.refuseSecond(read, 'Date', id)
  if (read.refusals.length > 0 || !house) return undefined
  houses.add(house, read.at)
  return {
    at: read.at,
    event: {
      sourceId: id,
      show: programme.id,
      venue: house.id,
      hall: house.id,
      plan: house.id,
      description: kind,
      starts: { date, time },
      doorsMinutes: DOORS_MINUTES,
      lengthMinutes: LENGTH_MINUTES,
      tariff: tariffOf(house, kind),
    },
  }
}

/** The archive writes the day as midnight in New York, told in UTC, wherever the concert is; its hour means nothing. */
function readDay(read: Reading): string {
  const text = read.text('Date')
  const moment = parseUtcMoment(text)
  const wall = moment && wallClock(moment, ARCHIVE_ZONE)
  if (wall?.toPlainTime().equals(new Temporal.PlainTime())) return wall.toPlainDate().toString()
  if (text !== '') read.refuse('Date', 'midnight in New York, told in UTC, was expected', text)
  return ''
}

/** The time on the wall stands in a field of its own. */
function readTime(read: Reading): string {
  const text = read.text('Time')
  const time = parseTwelveHourTime(text)
  if (time === undefined && text !== '') read.refuse('Time', 'a time such as 7:30PM was expected', text)
  return time ?? ''
}

const DOLLARS: Readonly<Record<string, number>> = {
  premium: 150,
  cat1: 110,
  cat2: 75,
  cat3: 45,
  box: 130,
  general: 35,
  balcony: 40,
}

/** Concerts in parks and communities are free; what the others cost is invented. */
function tariffOf(house: House, kind: string): TariffLevel[] {
  const free = house.free || /parks|community|free/i.test(kind)
  return house.manifest.categories.map(({ key, name }) => ({
    name,
    categories: [key],
    dollars: free ? 0 : (DOLLARS[key] ?? 60),
  }))
}
