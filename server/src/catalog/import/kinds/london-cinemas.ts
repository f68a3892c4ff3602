import type { VenueInput } from '@foyer/contract/catalog.schemas'
import type { Sourced } from '../../feed.ts'
import type { FirstSeen } from '../first-seen.ts'
import type { Reading } from '../reading.ts'

/** A cinema as a venue. */
export function mapCinema(read: Reading, seen: FirstSeen): Sourced<VenueInput> | undefined {
  const sourceId = read.text('id')
  const name = read.text('name')
  const lat = read.number('lat', -90, 90)
  const lng = read.number('lon', -180, 180)
  const address = readAddress(read)
  seen.refuseSecond(read, 'id', `cinema ${sourceId}`)
  if (read.refusals.length > 0 || !address) return undefined
  return {
    sourceId,
    name,
    ...address,
    country: 'GB',
    location: { lat: precise(lat), lng: precise(lng) },
    timeZone: 'Europe/London',
    currency: 'GBP',
  }
}

type Address = Pick<VenueInput, 'street' | 'additional' | 'city' | 'postalCode'>

/** `2 Television Centre, 101 Wood Lane, London, W12 7FR, UK`: street, perhaps more, city, post code, country. */
function readAddress(read: Reading): Address | undefined {
  const text = read.text('address')
  const parts = text.split(',').map((part) => part.trim())
  const [country, postalCode, city] = [parts.at(-1), parts.at(-2), parts.at(-3)]
  const [street, ...more] = parts.slice(0, -3)
  if (country === 'UK' && postalCode && UK_POST_CODE.test(postalCode) && city && street)
    return { street, ...(more.length > 0 ? { additional: more.join(', ') } : {}), city, postalCode }
  if (text !== '') read.refuse('address', '"street, city, post code, UK" was expected', text)
  return undefined
}

const UK_POST_CODE = /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/

/** To a tenth of a metre. */
const precise = (degrees: number): number => Math.round(degrees * 1e6) / 1e6
