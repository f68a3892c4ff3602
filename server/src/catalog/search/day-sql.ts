import type { DateWord } from '@foyer/contract/catalog.search'

/** Days from today on that a word can reach, and the two by which days differ around the globe. */
const REACH_DAYS: Readonly<Record<DateWord, number>> = { today: 1 + 2, tomorrow: 2 + 2, weekend: 7 + 2, week: 7 + 2 }
/** When the weekend begins on a Friday, where the venue is. */
const FRIDAY_EVENING = '17:00'

/**
 * What a word for a day says of the search row `s`, at the moment that the expression `now` gives. It is another day in
 * Tokyo than in New York: each venue's own is meant. Weekend is the one that is, or else the one that comes.
 */
export function* dayConditions(word: DateWord, now: string): Generator<string> {
  yield `s.starts_at < ${now} + interval '${REACH_DAYS[word]} days'`
  const today = `(${now} at time zone s.time_zone)::date`
  switch (word) {
    case 'today':
      return yield `s.local_date = ${today}`
    case 'tomorrow':
      return yield `s.local_date = ${today} + 1`
    case 'week':
      return yield `s.local_date between ${today} and ${today} + 6`
    case 'weekend': {
      const friday = `(${today} + 5 - extract(isodow from ${today})::int)`
      yield `s.local_date between ${friday} and ${friday} + 2`
      return yield `(s.local_date > ${friday} or (s.starts_at at time zone s.time_zone)::time >= '${FRIDAY_EVENING}')`
    }
  }
}
