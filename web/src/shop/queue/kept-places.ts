import type { EntryReceipt } from '@foyer/contract/draw-receipt'
import type { QueuePlace } from '@foyer/contract/queue'

/** A place in a queue as this browser keeps it: enough to go on after a reload, and to check the draw later. */
export interface KeptPlace {
  readonly eventId: string
  /** Of the event, for the way back. */
  readonly title: string
  readonly accountId: string
  readonly token: string
  readonly place: QueuePlace
  /** That the operator took the entry; of places kept before there were any, none. */
  readonly receipt?: EntryReceipt
  /** What was public when this browser looked: whoever exchanged it later is found out. */
  readonly seen: { readonly seedCommitment: string | null; readonly announcement: string | null }
  /** Epoch milliseconds. Until then the way back is shown on every page. */
  readonly shownUntil: number
}

const KEY = 'foyer queues'
const PLACES_MAX = 20
const listeners = new Set<() => void>()
let parsed: { readonly text: string; readonly places: readonly KeptPlace[] } = { text: '[]', places: [] }

/** All places that are kept here, the newest first; the same array until something changes. */
export function keptPlaces(): readonly KeptPlace[] {
  const text = read()
  if (text !== parsed.text) parsed = { text, places: placesIn(text) }
  return parsed.places
}

/** The place in the queue of an event; of one account, where it is known who asks. */
export const keptPlace = (eventId: string, accountId?: string): KeptPlace | undefined =>
  placeIn(keptPlaces(), eventId, accountId)

/** The same in a list of places. */
export const placeIn = (places: readonly KeptPlace[], eventId: string, accountId?: string): KeptPlace | undefined =>
  places.find((one) => one.eventId === eventId && (accountId === undefined || one.accountId === accountId))

/** Keeps a place as it is now, and lets go of the oldest when there are many. */
export function keepPlace(place: KeptPlace): void {
  const others = keptPlaces().filter(({ eventId }) => eventId !== place.eventId)
  write([place, ...others].slice(0, PLACES_MAX))
}

/** Changes what is kept of a place, if it is kept. */
export function amendPlace(eventId: string, changes: Partial<KeptPlace>): void {
  const place = keptPlace(eventId)
  if (place === undefined) return
  write(keptPlaces().map((one) => (one === place ? { ...place, ...changes } : one)))
}

/** Lets go of the place of one event, or of all: whoever signs out leaves nothing of theirs. */
export function forgetPlaces(eventId?: string): void {
  write(eventId === undefined ? [] : keptPlaces().filter((one) => one.eventId !== eventId))
}

/** Hears of changes, here and in other tabs. @returns how to stop. */
export function onPlacesKept(listener: () => void): () => void {
  listeners.add(listener)
  const inOtherTab = ({ key }: StorageEvent) => void (key === KEY && listener())
  addEventListener('storage', inOtherTab)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', inOtherTab)
  }
}

/** Without storage a place lasts as long as the page; entering again gives the same one. */
let inMemory = '[]'

function read(): string {
  try {
    return localStorage.getItem(KEY) ?? '[]'
  } catch {
    // Storage may be forbidden.
    return inMemory
  }
}

function write(places: readonly KeptPlace[]): void {
  inMemory = JSON.stringify(places)
  try {
    if (places.length === 0) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, inMemory)
  } catch {
    // As above.
  }
  for (const listener of listeners) listener()
}

function placesIn(text: string): readonly KeptPlace[] {
  try {
    const places = JSON.parse(text) as unknown
    return Array.isArray(places) ? (places as KeptPlace[]) : []
  } catch {
    // Written by somebody else: then nothing is kept.
    return []
  }
}
