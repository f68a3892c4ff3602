import { TICKETS_PER_EVENT_MAX, type PriceLevelInput } from '@foyer/contract/catalog.events'
import { appearanceFaults } from './appearances.ts'
import type { NewEvent, Surroundings } from './event-record.ts'
import type { Fault } from './feed.ts'
import { CURRENCIES } from './venues.ts'

/** What is wrong with an event, seen together with what it names. `publishing` asks for all that a sale needs. */
export function eventFaults(
  event: NewEvent,
  organiserId: string,
  around: Surroundings,
  publishing: boolean,
): readonly Fault[] {
  return [
    ...referenceFaults(event, organiserId, around),
    ...timeFaults(event),
    ...appearanceFaults(event, around.performers),
    ...priceFaults(event, around, publishing),
  ]
}

function referenceFaults(event: NewEvent, organiserId: string, around: Surroundings): Fault[] {
  const faults: Fault[] = []
  const show = around.shows.get(event.showId)
  // A film is shown by many; a tour or a fixture is sold by the organiser who listed it.
  if (show === undefined || (show.organiserId !== organiserId && show.kind !== 'film'))
    faults.push({ field: 'showId', expected: 'a show of this organiser, or a film' })
  if (!around.venues.has(event.venueId)) faults.push({ field: 'venueId', expected: 'the id of a venue' })
  if (event.hallId && around.halls.get(event.hallId) !== event.venueId)
    faults.push({ field: 'hallId', expected: 'a hall of the venue' })
  if (event.currency !== undefined && !CURRENCIES.has(event.currency))
    faults.push({ field: 'currency', expected: 'an ISO 4217 currency code' })
  return faults
}

function timeFaults(event: NewEvent): Fault[] {
  const { startsAt, doorsAt, endsAt, onSaleAt, offSaleAt, allowance = TICKETS_PER_EVENT_MAX } = event
  const faults: Fault[] = []
  const times = { startsAt, doorsAt, endsAt, onSaleAt, offSaleAt }
  for (const [field, moment] of Object.entries(times))
    if (moment && !isStorable(moment)) faults.push({ field, expected: 'a moment in the years 1900 to 2999' })
  if (faults.length > 0) return faults
  if (doorsAt && doorsAt > startsAt) faults.push({ field: 'doorsAt', expected: 'not after startsAt' })
  if (endsAt && endsAt <= startsAt) faults.push({ field: 'endsAt', expected: 'after startsAt' })
  if (onSaleAt && onSaleAt >= (offSaleAt ?? endsAt ?? startsAt))
    faults.push({ field: 'onSaleAt', expected: 'before the sale ends' })
  if (!Number.isInteger(allowance) || allowance < 1 || allowance > TICKETS_PER_EVENT_MAX)
    faults.push({ field: 'allowance', expected: `1 to ${TICKETS_PER_EVENT_MAX}` })
  return faults
}

const EARLIEST = Date.UTC(1900, 0, 1)
const LATEST = Date.UTC(3000, 0, 1)

/** False for the invalid date too. */
const isStorable = (moment: Date): boolean => moment.getTime() >= EARLIEST && moment.getTime() < LATEST

function priceFaults(event: NewEvent, around: Surroundings, publishing: boolean): Fault[] {
  const levels = event.priceLevels ?? []
  const faults = levelFaults(levels)
  if (!event.manifestHash) {
    if (publishing) faults.push({ field: 'manifest', expected: 'tickets: a seating plan or uploaded places' })
    return faults
  }
  const categories = around.manifests.get(event.manifestHash)
  if (categories === undefined) return [...faults, { field: 'manifest', expected: 'a manifest that is stored' }]
  if (publishing) {
    const priced = new Set(levels.flatMap((level) => level.categories))
    for (const category of categories)
      if (!priced.has(category)) faults.push({ field: 'priceLevels', expected: `a price for category ${category}` })
  }
  return faults
}

function levelFaults(levels: readonly PriceLevelInput[]): Fault[] {
  const faults: Fault[] = []
  const names = new Set<string>()
  const categories = new Set<string>()
  for (const [index, level] of levels.entries()) {
    const field = `priceLevels[${index}]`
    if (names.has(level.name)) faults.push({ field: `${field}.name`, expected: 'a name of its own' })
    names.add(level.name)
    for (const amount of ['faceValue', 'fees'] as const)
      if (!Number.isSafeInteger(level[amount]) || level[amount] < 0)
        faults.push({ field: `${field}.${amount}`, expected: 'a whole number of minor units, 0 or more' })
    for (const category of level.categories) {
      if (categories.has(category))
        faults.push({ field: `${field}.categories`, expected: `category ${category} in one price level alone` })
      categories.add(category)
    }
  }
  return faults
}
