import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import type { Tx } from '../../platform/database.ts'
import { testDatabase } from '../../platform/testing/test-database.ts'
import { addEvent } from '../add-events.ts'
import { publishEvent } from '../change-event.ts'
import { upsertPerformers } from '../performers.ts'
import { insertOwned } from '../queries/rows.ts'
import { upsertShows } from '../shows.ts'
import { aPerformer, aShow, anEvent, given, openHeads } from '../testing/given.ts'
import { refreshSearch } from './refresh.ts'

/** Renamers that nothing holds up are done long before this; those that wait for the event are given up on sooner. */
const UNHINDERED_MS = 10_000
const HELD_UP_MS = 300

interface Place {
  readonly showId: string
  readonly venueId: string
  readonly manifestHash: string
}
type WriteEvent = (tx: Tx, organiserId: string, place: Place) => Promise<string>

/** Writes an event, and commits only after a feed had time to give its show and performer other names. */
async function namesFound(patienceMs: number, write: WriteEvent): Promise<{ title: boolean; performer: boolean }> {
  await using db = await testDatabase()
  const has = given(db)
  const organiserId = await has.anOrganiser()
  const feed = { organiserId, source: 'feed' }
  const renamePerformer = (name: string) =>
    db.transaction((tx) => upsertPerformers(tx, feed, [{ ...aPerformer, sourceId: 'p', name }]))
  const [performer] = await renamePerformer('Before')
  const performers = performer && 'id' in performer ? [{ performerId: performer.id }] : []
  const renameShow = (title: string) =>
    db.transaction((tx) => upsertShows(tx, feed, [{ ...aShow, sourceId: 's', title, performers }]))
  const [show] = await renameShow('Before')
  assert.ok(show && 'id' in show)
  const place = {
    showId: show.id,
    venueId: await has.aVenue(organiserId),
    manifestHash: await has.aManifest(),
  }
  let changes: Promise<unknown> = Promise.resolve()
  const eventId = await db.transaction(async (tx) => {
    const id = await write(tx, organiserId, place)
    changes = Promise.all([renameShow('Renamed'), renamePerformer('Known-as')])
    await Promise.race([changes, sleep(patienceMs, undefined, { ref: false })])
    return id
  })
  await changes
  const [row] = await db.sql<{ title: boolean; performer: boolean }[]>`
    select names @@ 'renamed' as title, names @@ 'known' as performer from event_search where event_id = ${eventId}`
  assert.ok(row)
  return row
}

test('without holding what it names, an event is found by old names for good', async () => {
  const found = await namesFound(UNHINDERED_MS, async (tx, organiserId, place) => {
    const eventId = await insertOwned(tx, 'events', organiserId, {
      show_id: place.showId,
      venue_id: place.venueId,
      manifest_hash: place.manifestHash,
      starts_at: anEvent.startsAt,
      local_date: '2035-05-04',
      status: 'scheduled',
      published_at: anEvent.startsAt,
    })
    await refreshSearch(tx, [eventId])
    return eventId
  })
  assert.deepEqual(found, { title: false, performer: false })
})

test('an event that is added while its show and performer get other names is found by the new ones', async () => {
  const found = await namesFound(HELD_UP_MS, async (tx, organiserId, place) => {
    const added = await addEvent(tx, organiserId, { ...anEvent, ...place }, openHeads)
    assert.ok('id' in added)
    await publishEvent(tx, organiserId, added.id)
    return added.id
  })
  assert.deepEqual(found, { title: true, performer: true })
})
