import { LOCALES, type Language } from './languages.ts'

/** An amount as it crosses the wire. */
export interface Amount {
  readonly minor: number
  readonly currency: string
}

/** A town as the gazetteer has it. */
export interface Town {
  readonly name: string
  /** What languages of the shop call it otherwise. */
  readonly names?: { readonly de?: string; readonly ja?: string }
  readonly region: string | null
  /** By its code. */
  readonly country: string
}

const made = new Map<string, unknown>()

/** Formatters take long to make and are used often. */
function kept<T>(key: string, make: () => T): T {
  let value = made.get(key) as T | undefined
  if (value === undefined) made.set(key, (value = make()))
  return value
}

/** How a language writes prices, numbers, dates and times. All times are told in the time zone given. */
export function formatsOf(language: Language) {
  const locale = LOCALES[language]
  const dates = (name: string, timeZone: string, options: Intl.DateTimeFormatOptions) =>
    kept(`${language} ${name} ${timeZone}`, () => new Intl.DateTimeFormat(locale, { ...options, timeZone }))

  const isThisYear = (instant: Date, timeZone: string, now: Date): boolean => {
    const year = dates('year', timeZone, { year: 'numeric' })
    return year.format(instant) === year.format(now)
  }

  const country = (code: string): string =>
    kept(`${language} countries`, () => new Intl.DisplayNames(locale, { type: 'region' })).of(code) ?? code

  const nameOf = ({ name, names }: Town): string => (language === 'en' ? name : (names?.[language] ?? name))

  return {
    number: (value: number): string => kept(`${language} number`, () => new Intl.NumberFormat(locale)).format(value),

    /**
     * A price with its currency; without decimals where they would all be zero.
     * @param beside prices that it stands in one column with: where one has decimals, all have
     */
    price: (amount: Amount, beside: readonly Amount[] = []): string => {
      const { exact, whole, unit } = kept(`${language} ${amount.currency}`, () =>
        currencyFormats(locale, amount.currency),
      )
      const isWhole = [amount, ...beside].every(({ minor }) => Number.isInteger(minor / unit))
      return (isWhole ? whole : exact).format(amount.minor / unit)
    },

    /** Weekday, day and month, with the year when it is not this one: "Friday, 21 November". */
    day: (instant: Date, timeZone: string, now: Date): string =>
      isThisYear(instant, timeZone, now)
        ? dates('day', timeZone, { weekday: 'long', day: 'numeric', month: 'long' }).format(instant)
        : dates('day-year', timeZone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(
            instant,
          ),

    /** The same in few letters: "Fri, 21 Nov". */
    shortDay: (instant: Date, timeZone: string, now: Date): string =>
      isThisYear(instant, timeZone, now)
        ? dates('short', timeZone, { weekday: 'short', day: 'numeric', month: 'short' }).format(instant)
        : dates('short-year', timeZone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(
            instant,
          ),

    /** A day by itself, given as `2035-05-04`: "Fri, 4 May". */
    plainDay: (date: string): string =>
      dates('plain', 'UTC', { weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(`${date}T12:00:00Z`)),

    time: (instant: Date, timeZone: string): string =>
      dates('time', timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant),

    /** A day with its time, both as they are written here: "Friday 4 May, 18:30"; Japanese puts no comma there. */
    dayAndTime: (day: string, time: string): string => (language === 'ja' ? `${day} ${time}` : `${day}, ${time}`),

    /** The zone's name at that moment: "Central European Standard Time". */
    zone: (instant: Date, timeZone: string): string =>
      dates('zone', timeZone, { timeZoneName: 'long' })
        .formatToParts(instant)
        .find((part) => part.type === 'timeZoneName')?.value ?? timeZone,

    /** A country by its code. */
    country,

    /** A town with its region, where people go by it, and its country: "Potsdam, Deutschland". */
    town: (town: Town): string =>
      [nameOf(town), town.region, country(town.country)].filter((part) => part !== null).join(', '),

    /** "A, B and C". */
    list: (items: readonly string[]): string =>
      kept(`${language} list`, () => new Intl.ListFormat(locale, { type: 'conjunction' })).format(items),
  }
}

export type Formats = ReturnType<typeof formatsOf>

/** How a locale writes a currency, with its decimals and without, and how many minor units make one. */
function currencyFormats(locale: string, currency: string) {
  const exact = new Intl.NumberFormat(locale, { style: 'currency', currency })
  return {
    exact,
    whole: new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 }),
    unit: 10 ** (exact.resolvedOptions().maximumFractionDigits ?? 2),
  }
}
