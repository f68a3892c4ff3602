import lookUpTimeZone from '@photostructure/tz-lookup'
import { Temporal } from 'temporal-polyfill'
import type { Coordinates } from './coordinates.ts'

const NAMES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')

/** Names that people write beside those of the standard. */
const ALIASES: Readonly<Record<string, string>> = {
  'united states of america': 'US',
  usa: 'US',
  'u.s.a.': 'US',
  uk: 'GB',
  'u.k.': 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  holland: 'NL',
  'the netherlands': 'NL',
  'czech republic': 'CZ',
  turkey: 'TR',
  'south korea': 'KR',
  russia: 'RU',
}

/** The code in use for one that was given up, or is another's alias: FX is FR, UK is GB. */
function inUse(code: string): string {
  return new Intl.Locale(`und-${code}`).region ?? code
}

/** Country by its English name, folded. */
const CODE_OF: ReadonlyMap<string, string> = new Map([
  ...LETTERS.flatMap((first) =>
    LETTERS.flatMap((second): [string, string][] => {
      const name = NAMES.of(first + second)
      return name === undefined ? [] : [[name.toLowerCase(), inUse(first + second)]]
    }),
  ),
  ...Object.entries(ALIASES),
])

/** The ISO 3166-1 code of a country that is told by its code or its English name; undefined for none. */
export function readCountry(text: string): string | undefined {
  const trimmed = text.trim()
  if (/^[A-Za-z]{2}$/.test(trimmed) && NAMES.of(trimmed.toUpperCase()) !== undefined) {
    return inUse(trimmed.toUpperCase())
  }
  return CODE_OF.get(trimmed.toLowerCase().replaceAll(/[\s-]+/g, ' '))
}

/** Time zones in use in a country, as the runtime's own data has them. */
const zonesOf = (country: string): readonly string[] =>
  remembered(zones, country, () => (new Intl.Locale(`und-${country}`) as LocaleWithZones).getTimeZones() ?? [])

/** There are some 250 countries and 600 zones, and asking the runtime is dear: each is asked once. */
const zones = new Map<string, readonly string[]>()
const canonicalZones = new Map<string, string>()

function remembered<V>(known: Map<string, V>, key: string, ask: () => V): V {
  const value = known.has(key) ? (known.get(key) as V) : ask()
  known.set(key, value)
  return value
}

/** In the language since ES2026, and not yet in the library of its types. */
interface LocaleWithZones extends Intl.Locale {
  getTimeZones(): string[] | undefined
}

/**
 * The zone whose clock is that of the whole country; undefined where clocks differ. Germany has two zones, of which Büsingen
 * tells the same time as Berlin: nobody should have to say which.
 */
export const clockOf = (country: string): string | undefined =>
  remembered(clocks, country, () => {
    const [first, ...others] = zonesOf(country)
    return first !== undefined && others.every((zone) => agree(first, zone)) ? first : undefined
  })

const clocks = new Map<string, string | undefined>()

/** Zones of one country parted long ago, and some agree since: what counts is the time of events that can be sold. */
const AGREE_FROM = Temporal.Instant.from('2025-01-01T00:00Z')
const AGREE_WEEKS = 300

function agree(one: string, other: string): boolean {
  for (let week = 0; week < AGREE_WEEKS; week++) {
    const at = AGREE_FROM.add({ hours: 168 * week })
    if (at.toZonedDateTimeISO(one).offsetNanoseconds !== at.toZonedDateTimeISO(other).offsetNanoseconds) return false
  }
  return true
}

/** A border town must not be moved abroad by a coarse map: so far around a point the country may begin. */
const NEAR_DEGREES = 0.25

/** Whether a point can lie in a country: there, or a few kilometres away, the clock shows one of its zones. */
export function canLieIn(country: string, { lat, lng }: Coordinates): boolean {
  const zones = zonesOf(country).map(canonical)
  if (zones.length === 0) return true
  const offsets = [0, -NEAR_DEGREES, NEAR_DEGREES]
  return offsets.some((north) =>
    offsets.some((east) => {
      const near = { lat: lat + north, lng: lng + east }
      if (Math.abs(near.lat) > 90 || Math.abs(near.lng) > 180) return false
      return zones.includes(canonical(lookUpTimeZone(near.lat, near.lng)))
    }),
  )
}

/** Zones have several names: two of them are one where the runtime resolves them to one. */
const canonical = (zone: string): string =>
  remembered(canonicalZones, zone, () => new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone)
