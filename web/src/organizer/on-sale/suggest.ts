/** What the pace of a sale hangs on. */
export interface Pace {
  readonly places: number
  readonly peopleAtOnce: number
  /** Let in a minute at most; null: as many as there is room for. */
  readonly peoplePerMinute: number | null
  readonly sessionSeconds: number
  /** Places that one person may take. */
  readonly placesAtMost: number
}

/** How many places somebody who is let in takes, as a rule. */
const PLACES_A_PERSON = 2
/** How long a sale that is sold out by its queue may well take: what comes back unpaid meets people who still wait. */
const GOOD_MINUTES = 30

/**
 * In how many minutes every place has found a buyer, where everybody takes all the time there is: an upper end. As in
 * docs/waiting-room.md: 5,000 places, two a person, ten minutes, 500 at once: fifty minutes.
 */
export function sellOutMinutes({ places, peopleAtOnce, peoplePerMinute, sessionSeconds, placesAtMost }: Pace): number {
  const byRoom = peopleAtOnce / (sessionSeconds / 60)
  const aMinute = Math.min(byRoom, peoplePerMinute ?? Infinity)
  return Math.ceil(places / (aMinute * Math.min(PLACES_A_PERSON, placesAtMost)))
}

/** How many at once sell out in half an hour; never more than the places are enough for. A round number. */
export function suggestedAtOnce(about: Pick<Pace, 'places' | 'sessionSeconds' | 'placesAtMost'>): number {
  const aPerson = Math.min(PLACES_A_PERSON, about.placesAtMost)
  const people = about.places / aPerson
  const atOnce = (people * (about.sessionSeconds / 60)) / GOOD_MINUTES
  return round(Math.min(Math.max(1, atOnce), Math.max(1, people)))
}

/** With two figures that count. */
function round(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1)
  return Math.max(1, Math.round(value / step) * step)
}
