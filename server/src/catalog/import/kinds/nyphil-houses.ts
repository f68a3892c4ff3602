import type { Manifest } from '@foyer/contract'
import type { VenueInput } from '@foyer/contract/catalog.schemas'
import type { Sourced } from '../../feed.ts'
import { clubPlan, theatrePlan } from '../../plans/index.ts'
import type { At, Reading } from '../reading.ts'
import type { ImportRecord } from '../record.ts'
import { slug } from '../slug.ts'
import { KNOWN_HOUSES, REGIONS } from './nyphil-places.ts'

export interface House {
  readonly id: string
  readonly venue: Sourced<VenueInput>
  readonly manifest: Manifest
  /** Whether nobody pays there: a lawn. */
  readonly free: boolean
}

/** Places in a house of which no size is known. */
const PLACES_UNLESS_KNOWN = 300

/** The houses that concerts name. */
export class Houses {
  readonly #houses = new Map<string, House>()
  readonly #taken = new Map<string, At>()

  /** The house of a concert; undefined, and refused, when nothing is known of the region where it lies. */
  read(concert: Reading): House | undefined {
    const place = concert.text('Location')
    const name = unsort(concert.text('Venue'))
    const region = REGIONS.get(place)
    if (region === undefined) {
      if (place !== '') concert.refuse('Location', 'no country and time zone are known for this place', place)
      return undefined
    }
    const id = slug(`${name} ${region.city}`)
    const known = this.#houses.get(id)
    if (known) return known
    const facts = KNOWN_HOUSES.get(name)
    const { location, hall, lawn, ...address } = facts ?? {}
    const manifest = hall
      ? theatrePlan({ name, ...hall })
      : clubPlan({ name, standing: lawn ?? PLACES_UNLESS_KNOWN, area: 'General admission' })
    const venue = { sourceId: id, name, ...region, ...address, ...(location ? { location } : {}) }
    const house = { id, venue, manifest, free: lawn !== undefined }
    this.#houses.set(id, house)
    return house
  }

  /** Keeps the house of a concert that was taken. */
  add(house: House, at: At): void {
    if (!this.#taken.has(house.id)) this.#taken.set(house.id, at)
  }

  records(): ImportRecord[] {
    return [...this.#taken].flatMap(([id, at]) => {
      const house = this.#houses.get(id)
      if (!house) return []
      return [
        {
          at,
          venue: house.venue,
          hall: { sourceId: id, venue: id, name: 'Main hall' },
          plan: { sourceId: id, hall: id, name: 'Concert', manifest: house.manifest },
        },
      ]
    })
  }
}

/** `Museum of Modern Art, The` is The Museum of Modern Art. */
const unsort = (name: string): string => name.replace(/^(.*), (The|A)$/, '$2 $1')
