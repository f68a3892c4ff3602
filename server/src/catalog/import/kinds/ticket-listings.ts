import { SEATS_PER_ROW_MAX, type Manifest } from '@foyer/contract'
import { PRICE_LEVELS_MAX } from '@foyer/contract/catalog.events'
import type { ImportKind, MapOptions } from '../kind.ts'
import { listingRecord, readMoment } from '../listing-record.ts'
import { isRecord, Reading, refusal, scalarText, type Refusal } from '../reading.ts'
import type { ImportRecord, MappedFile } from '../record.ts'
import { slug } from '../slug.ts'

/** Tickets listed by section and row, as Ticket Evolution lists them: each event gets the places that are listed for it. */
export const ticketListings: ImportKind = {
  name: 'ticket-listings',
  says: 'groups of tickets by section, row, quantity and price; --venue names the venue of their events',
  source: 'ticket-listings',
  map: mapListings,
}

interface Group {
  readonly read: Reading
  readonly section: string
  readonly row: string
  readonly quantity: number
  readonly cents: number
}

const PRICE_MAX = 1_000_000
const CURRENCY = 'USD'

function mapListings(document: unknown, { venueId }: MapOptions): MappedFile {
  const refused: Refusal[] = []
  const list = Array.isArray(document) ? document : [document]
  if (list.length === 0) refused.push(refusal({ row: 0, path: '' }, '', 'at least one listing was expected'))
  const events = new Map<string, { readonly read: Reading; readonly groups: Group[] }>()
  for (const [index, value] of list.entries()) {
    const read = new Reading(value, { row: index + 1, path: `[${index}]` })
    if (venueId === undefined) read.refuse('venue', '--venue was expected: listings do not say where they are')
    const event = read.object('event')
    const id = scalarText(event.raw('id'))
    event.text('name')
    if (id === '') event.refuse('id', 'it is missing')
    const group = readGroup(read)
    refused.push(...read.refusals)
    if (read.refusals.length > 0) continue
    const known = events.get(id)
    if (known) known.groups.push(group)
    else events.set(id, { read, groups: [group] })
  }
  const records: ImportRecord[] = []
  for (const [id, { read, groups }] of events) {
    const record = mapEvent(id, read, groups, venueId ?? '')
    refused.push(...read.refusals)
    if (record && read.refusals.length === 0) records.push(record)
  }
  return { records, refused, remarks: ['Listings tell no seat numbers: seats of a row are numbered from 1.'] }
}

function readGroup(read: Reading): Group {
  return {
    read,
    section: read.text('section').slice(0, LABEL_MAX),
    row: read.text('row').slice(0, LABEL_MAX),
    quantity: read.integer('quantity', 1, SEATS_PER_ROW_MAX),
    cents: Math.round(read.number('retail_price', 0, PRICE_MAX) * 100),
  }
}

const LABEL_MAX = 40

function mapEvent(id: string, read: Reading, groups: readonly Group[], venueId: string): ImportRecord | undefined {
  const event = read.object('event')
  const title = event.text('name')
  const text = event.text('occurs_at')
  const starts = readMoment(text)
  if (starts === undefined || starts === 'day') event.refuse('occurs_at', 'a moment was expected', text)
  const prices = [...new Set(groups.map((group) => group.cents))].sort((a, b) => b - a)
  refuseLongRows(read, groups)
  if (prices.length > PRICE_LEVELS_MAX) read.refuse('retail_price', `${PRICE_LEVELS_MAX} prices at most in one event`)
  if (read.refusals.length > 0 || !starts || starts === 'day' || !isRecord(read.value)) return undefined
  const levels = prices.map((cents) => ({
    name: `Listed at ${(cents / 100).toFixed(2)}`,
    categories: [categoryOf(cents)],
    faceValue: cents,
    fees: 0,
  }))
  return listingRecord(read, {
    id: `event/${id}`,
    title,
    kind: 'concert',
    starts,
    status: 'scheduled',
    venue: { venueId },
    performers: [{ name: title, kind: 'group' }],
    tickets: { manifest: manifestOf(title, groups), currency: CURRENCY, levels },
  })
}

const categoryOf = (cents: number): string => `p${cents}`

const SEAT = 10
const ROW_DEPTH = 12

const inRows = (groups: readonly Group[]): Map<string, Group[]> => Map.groupBy(groups, (group) => group.row)

/** Refuses a listing with which its row would have more seats than a row may have. */
function refuseLongRows(read: Reading, groups: readonly Group[]): void {
  for (const [section, own] of Map.groupBy(groups, (group) => group.section))
    for (const [row, listed] of inRows(own))
      if (listed.reduce((sum, { quantity }) => sum + quantity, 0) > SEATS_PER_ROW_MAX)
        read.refuse('quantity', `${SEATS_PER_ROW_MAX} tickets at most in one row`, `${section}, ${row}`)
}

/** A section for each that is named; the listings of one row stand in it side by side, each at its price. */
function manifestOf(name: string, groups: readonly Group[]): Manifest {
  const cents = [...new Set(groups.map((group) => group.cents))].sort((a, b) => b - a)
  const bySection = [...Map.groupBy(groups, (group) => group.section)]
  let y = 0
  const sections = bySection.map(([section, own], index) => {
    const rows = [...inRows(own)].map(([label, listed]) => {
      y += ROW_DEPTH
      let seats = 0
      const ranges = listed.map(({ quantity, cents: price }) => {
        const from = seats
        seats += quantity
        return { from, to: seats - 1, category: categoryOf(price) }
      })
      const [first, ...others] = ranges
      return {
        label,
        seats,
        labels: { from: 1, step: 1 },
        positions: { from: [0, y] as [number, number], step: [SEAT, 0] as [number, number] },
        ...(first === undefined ? {} : { category: first.category }),
        ...(others.length === 0 ? {} : { categories: others }),
      }
    })
    const category = categoryOf(own[0]?.cents ?? 0)
    return {
      kind: 'seated' as const,
      key: `s${index}-${slug(section)
        .replaceAll(/[^a-z0-9-]/g, '')
        .slice(0, 40)}`,
      name: section,
      category,
      rows,
    }
  })
  return {
    version: 1,
    name: name.slice(0, 200),
    focal: [0, 0],
    bounds: [0, 0, SEAT * SEATS_PER_ROW_MAX, y + ROW_DEPTH],
    categories: cents.map((price) => ({ key: categoryOf(price), name: (price / 100).toFixed(2) })),
    sections,
  }
}
