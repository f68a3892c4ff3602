import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { findBrokenInvariants } from '../platform/check.ts'
import { newId } from '../platform/ids.ts'
import { catalogInvariants } from './invariants.ts'
import { catalogHouse, type CatalogHouse } from './testing/catalog-house.ts'
import { twoRows } from './testing/given.ts'

describe('what organisers delete of their own', () => {
  let house: CatalogHouse
  let mine: ReturnType<CatalogHouse['as']>
  let theirs: ReturnType<CatalogHouse['as']>
  let organiserId: string
  let otherId: string
  before(async () => {
    house = await catalogHouse()
    organiserId = await house.has.anOrganiser()
    otherId = await house.has.anOrganiser()
    mine = house.as({ kind: 'vendor', accountId: organiserId })
    theirs = house.as({ kind: 'vendor', accountId: otherId })
  })
  after(async () => {
    assert.deepEqual(await findBrokenInvariants(house.db.sql, catalogInvariants), [])
    await house[Symbol.asyncDispose]()
  })

  /** Tables that still have something of an event. */
  async function tablesWith(eventId: string): Promise<string[]> {
    const { sql } = house.db
    const tables = await sql<{ name: string }[]>`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'event_id'
       where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not a.attisdropped`
    const kept: string[] = []
    for (const { name } of tables)
      if ((await sql`select from ${sql(name)} where event_id = ${eventId}`).count > 0) kept.push(name)
    return kept
  }

  test('a draft that was never published goes with all that belongs to it, and nobody finds it any more', async () => {
    const eventId = await house.has.anEvent(organiserId, {
      draft: true,
      onSaleAt: new Date('2035-02-01T10:00:00Z'),
    })
    const presale = await mine.post(`/v1/events/${eventId}/presales`, {
      name: 'Friends',
      startsAt: '2035-01-01T10:00:00Z',
      endsAt: '2035-01-02T10:00:00Z',
    })
    assert.equal(presale.statusCode, 201, presale.body)
    assert.deepEqual((await tablesWith(eventId)).sort(), ['event_heads', 'events', 'presales', 'price_levels'])
    const gone = await mine.delete(`/v1/events/${eventId}`)
    assert.equal(gone.statusCode, 204, gone.body)
    assert.deepEqual(await tablesWith(eventId), [])
    for (const path of [`/v1/events/${eventId}`, `/v1/me/events/${eventId}`, `/v1/events/${eventId}/preview`])
      assert.equal((await mine.get(path)).statusCode, 404, path)
    assert.equal((await mine.delete(`/v1/events/${eventId}`)).statusCode, 404)
  })

  test('an event that is published, or was, stays; so does the draft of another organiser', async () => {
    const published = await house.has.anEvent(organiserId)
    const refused = await mine.delete(`/v1/events/${published}`)
    assert.deepEqual([refused.statusCode, refused.json().code], [409, 'event-was-published'])
    assert.equal((await mine.delete(`/v1/events/${published}/publication`)).statusCode, 200)
    assert.equal((await mine.delete(`/v1/events/${published}`)).json().code, 'event-was-published')
    const foreign = await house.has.anEvent(otherId, { draft: true })
    assert.equal((await mine.delete(`/v1/events/${foreign}`)).statusCode, 404)
    assert.equal((await theirs.get(`/v1/events/${foreign}`)).statusCode, 200)
  })

  test('of a draft that is deleted and published at the same time, one of the two is done', async () => {
    for (let round = 0; round < 8; round++) {
      const eventId = await house.has.anEvent(organiserId, { draft: true })
      const publish = () => mine.post(`/v1/events/${eventId}/publication`)
      const erase = () => mine.delete(`/v1/events/${eventId}`)
      // Whoever is asked first does not always come first.
      const [published, deleted] =
        round % 2 === 0
          ? await Promise.all([publish(), erase()])
          : (await Promise.all([erase(), publish()])).toReversed()
      const outcome = `${published?.statusCode} ${deleted?.statusCode}`
      assert.ok(['200 409', '404 204'].includes(outcome), outcome)
    }
  })

  test('a venue that no event uses goes with its halls and plans, and out of what search completes', async () => {
    const venueId = await house.has.aVenue(organiserId)
    const [hall] = (await mine.post(`/v1/venues/${venueId}/halls`, { name: 'Main' })).json().halls
    await mine.post(`/v1/halls/${hall.id}/seating-plans`, { name: 'Concert', manifest: twoRows })
    const eventId = await house.has.anEvent(organiserId, { venueId })
    const other = await house.has.aVenue(organiserId)
    const suggested = () => house.db.sql`select from suggestions where kind = 'venue' and ref = ${venueId}::text`
    assert.equal((await suggested()).count, 1)
    assert.equal((await mine.patch(`/v1/events/${eventId}`, { venueId: other })).statusCode, 200)
    const gone = await mine.delete(`/v1/venues/${venueId}`)
    assert.equal(gone.statusCode, 204, gone.body)
    assert.equal((await suggested()).count, 0)
    assert.equal((await mine.get(`/v1/venues/${venueId}`)).statusCode, 404)
    assert.equal((await mine.delete(`/v1/venues/${venueId}`)).statusCode, 404)
  })

  test('a venue with events stays, and it is told which; drafts of others are counted and not shown', async () => {
    const venueId = await house.has.aVenue(organiserId)
    const draft = await house.has.anEvent(organiserId, { venueId, draft: true, title: 'A draft' })
    const shown = await house.has.anEvent(otherId, { venueId, title: 'Theirs' })
    await house.has.anEvent(otherId, { venueId, draft: true, title: 'A secret' })
    const refused = await mine.delete(`/v1/venues/${venueId}`)
    assert.deepEqual([refused.statusCode, refused.json().code, refused.json().count], [409, 'venue-in-use', 3])
    const named = refused.json().events.map(({ id, own }: { id: string; own: boolean }) => `${id} ${own}`)
    assert.deepEqual(named.sort(), [`${draft} true`, `${shown} false`].sort())
    assert.ok(!refused.body.includes('secret'))
    assert.equal((await theirs.delete(`/v1/venues/${venueId}`)).statusCode, 404)
    assert.equal((await theirs.delete(`/v1/venues/${newId()}`)).statusCode, 404)
  })

  test('of a venue that is deleted while an event is put into it, one of the two is done', async () => {
    const showId = await house.has.aShow(organiserId)
    for (let round = 0; round < 8; round++) {
      const venueId = await house.has.aVenue(organiserId)
      const [added, deleted] = await Promise.all([
        mine.post('/v1/events', { showId, venueId, startsAt: '2035-05-04T18:30:00Z' }),
        mine.delete(`/v1/venues/${venueId}`),
      ])
      assert.ok(['201 409', '400 204'].includes(`${added.statusCode} ${deleted.statusCode}`), added.body + deleted.body)
    }
  })
})
