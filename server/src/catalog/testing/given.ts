import assert from 'node:assert/strict'
import type { Manifest } from '@foyer/contract'
import type { PerformerInput, ShowInput, VenueInput } from '@foyer/contract/catalog.schemas'
import type { Database, Tx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { addEvent } from '../add-events.ts'
import { publishEvent } from '../change-event.ts'
import type { NewEvent } from '../event-record.ts'
import type { Written } from '../feed.ts'
import { prepareManifest, storeManifest, type PreparedManifest } from '../manifests.ts'
import { addPerformer } from '../performers.ts'
import { addShow, type NewShow } from '../shows.ts'
import { addVenue } from '../venues.ts'

/** What nobody's password hashes to. */
const NO_PASSWORD = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`

/** What tests find in the catalogue, in the words of the domain. Each takes what matters to a test and makes up the rest. */
export function given(db: Database) {
  return {
    /** An account that sells. */
    async anOrganiser(name = 'Harbour Stages'): Promise<string> {
      const accountId = newId()
      await db.sql`
        insert into accounts (account_id, kind, email, email_key, password_hash, name, organisation_name)
        values (${accountId}, 'vendor', ${`${accountId}@test.invalid`}, ${accountId}, ${NO_PASSWORD}, 'A person', ${name})`
      return accountId
    },
    aVenue: (organiserId: string, venue: Partial<VenueInput> = {}) =>
      db.transaction((tx) => written(addVenue(tx, organiserId, { ...aVenue, ...venue }))),
    aShow: (organiserId: string, show: Partial<NewShow> = {}) =>
      db.transaction((tx) => written(addShow(tx, organiserId, { ...aShow, ...show }))),
    aPerformer: (organiserId: string, performer: Partial<PerformerInput> = {}) =>
      db.transaction((tx) => written(addPerformer(tx, organiserId, { ...aPerformer, ...performer }))),
    async aManifest(manifest: Manifest = twoRows): Promise<string> {
      const prepared = preparedOf(manifest)
      return db.transaction((tx) => storeManifest(tx, prepared))
    },
    /** That places of an event are taken, as the inventory writes it. */
    async taken(eventId: string, taken: { places: number; accessible: number; byCategory: Record<string, number> }) {
      await db.sql`
        update event_heads set taken = ${taken.places}, accessible_taken = ${taken.accessible},
               taken_by_category = ${JSON.stringify(taken.byCategory)}::text::jsonb
         where event_id = ${eventId}`
    },
    /** A published event with 20 seats in two rows at 25.00 all-in, two of them accessible, unless told otherwise. */
    async anEvent(organiserId: string, { draft = false, ...event }: EventGiven = {}): Promise<string> {
      const record: NewEvent = {
        ...anEvent,
        ...event,
        showId: event.showId ?? (await this.aShow(organiserId)),
        venueId: event.venueId ?? (await this.aVenue(organiserId)),
        manifestHash: event.manifestHash ?? (await this.aManifest()),
      }
      return db.transaction(async (tx) => {
        const eventId = await written(addEvent(tx, organiserId, record, openHeads))
        if (!draft) await written(publishEvent(tx, organiserId, eventId))
        return eventId
      })
    },
  }
}

type EventGiven = Partial<NewEvent> & { draft?: boolean }

/** Opens the inventory of events as the inventory does, as far as the catalogue can tell. */
export const openHeads = async (tx: Tx, eventIds: readonly string[]): Promise<void> => {
  await tx`insert into event_heads (event_id) select unnest(${[...eventIds]}::uuid[])`
}

export const preparedOf = (manifest: Manifest): PreparedManifest => {
  const prepared = prepareManifest(manifest)
  assert.ok('hash' in prepared, JSON.stringify(prepared))
  return prepared
}

async function written(outcome: Promise<Written | undefined>): Promise<string> {
  const result = await outcome
  assert.ok(result && 'id' in result, JSON.stringify(result))
  return result.id
}

export const aVenue: VenueInput = {
  name: 'Harbour Hall',
  street: 'Quay 1',
  city: 'Bristol',
  country: 'GB',
  postalCode: 'BS1 4RW',
  location: { lat: 51.4513, lng: -2.5991 },
  timeZone: 'Europe/London',
  currency: 'GBP',
}

export const aShow: ShowInput = { kind: 'concert', title: 'An Evening of Songs', genres: ['folk'] }

export const aPerformer: PerformerInput = { name: 'The Lanterns', kind: 'group' }

export const anEvent: Pick<NewEvent, 'startsAt' | 'priceLevels'> = {
  startsAt: new Date('2035-05-04T18:30:00Z'),
  priceLevels: [{ name: 'Standard', categories: ['standard'], faceValue: 2_200, fees: 300 }],
}

/** Twenty seats: rows A and B of ten, two seats in A accessible. */
export const twoRows: Manifest = {
  version: 1,
  name: 'Two rows',
  focal: [50, 0],
  bounds: [0, 0, 100, 40],
  categories: [{ key: 'standard', name: 'Standard' }],
  sections: [
    {
      kind: 'seated',
      key: 'stalls',
      name: 'Stalls',
      category: 'standard',
      rows: [
        {
          label: 'A',
          seats: 10,
          labels: { from: 1, step: 1 },
          positions: { from: [5, 20], step: [10, 0] },
          accessible: [0, 1],
        },
        { label: 'B', seats: 10, labels: { from: 1, step: 1 }, positions: { from: [5, 30], step: [10, 0] } },
      ],
    },
  ],
}
