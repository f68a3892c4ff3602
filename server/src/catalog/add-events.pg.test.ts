import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../platform/testing/test-database.ts'
import { upsertEvents, type FeedEvent } from './add-events.ts'
import type { Feed } from './feed.ts'
import { anEvent, given, openHeads } from './testing/given.ts'

test('a feed taken twice changes nothing, and a changed record updates by its source id', async () => {
  await using db = await testDatabase()
  const has = given(db)
  const organiserId = await has.anOrganiser()
  const feed: Feed = { organiserId, source: 'fixtures' }
  const place = { showId: await has.aShow(organiserId), venueId: await has.aVenue(organiserId) }
  const manifestHash = await has.aManifest()
  const opened: string[] = []
  const record = (sourceId: string): FeedEvent => ({
    ...anEvent,
    ...place,
    manifestHash,
    sourceId,
    status: 'scheduled',
  })
  const take = (events: FeedEvent[]) =>
    db.transaction((tx) => upsertEvents(tx, feed, events, async (_tx, ids) => void opened.push(...ids)))

  const first = await take([record('1'), record('2')])
  assert.deepEqual(
    first.map((taken) => taken.outcome),
    ['added', 'added'],
  )
  const again = await take([record('1'), record('2')])
  assert.deepEqual(
    again.map((taken) => taken.outcome),
    ['same', 'same'],
  )
  const later = new Date('2035-05-05T18:30:00Z')
  const changed = await take([record('1'), { ...record('2'), startsAt: later }])
  assert.deepEqual(
    changed.map((taken) => taken.outcome),
    ['same', 'changed'],
  )
  assert.deepEqual(
    opened,
    first.map((taken) => ('id' in taken ? taken.id : '')),
  )
  const rows = await db.sql`
    select source_id, status, starts_at, previous_starts_at, local_date::text, revision, (select count(*) from event_search s where s.event_id = e.event_id) as found,
      (select count(*) from price_levels l where l.event_id = e.event_id) as levels
      from events e order by source_id`
  assert.deepEqual(
    [...rows],
    [
      {
        source_id: '1',
        status: 'scheduled',
        starts_at: anEvent.startsAt,
        previous_starts_at: null,
        local_date: '2035-05-04',
        revision: 0,
        found: 1,
        levels: 1,
      },
      {
        source_id: '2',
        status: 'rescheduled',
        starts_at: later,
        previous_starts_at: anEvent.startsAt,
        local_date: '2035-05-05',
        revision: 1,
        found: 1,
        levels: 1,
      },
    ],
  )
})

test('a faulty record of a feed is refused with its fields, and the others of its batch are taken', async () => {
  await using db = await testDatabase()
  const has = given(db)
  const organiserId = await has.anOrganiser()
  const place = { showId: await has.aShow(organiserId), venueId: await has.aVenue(organiserId) }
  const good: FeedEvent = {
    ...anEvent,
    ...place,
    manifestHash: await has.aManifest(),
    sourceId: 'good',
    status: 'scheduled',
  }
  const taken = await db.transaction((tx) =>
    upsertEvents(
      tx,
      { organiserId, source: 'fixtures' },
      [
        { ...good, sourceId: 'bad', venueId: organiserId, endsAt: anEvent.startsAt, priceLevels: [] },
        good,
        { ...good, sourceId: 'never', startsAt: new Date(Number.NaN) },
      ],
      openHeads,
    ),
  )
  assert.deepEqual(
    taken.map((one) => (one.outcome === 'refused' ? one.faults.map((fault) => fault.field) : one.outcome)),
    [['venueId', 'endsAt', 'priceLevels'], 'added', ['startsAt']],
  )
})
