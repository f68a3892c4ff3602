import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../platform/ids.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { changeEvent } from './change-event.ts'
import { keepSaleFacts } from './kept-sale-facts.ts'
import { describeEventForTicket } from './queries/event-for-ticket.ts'
import { describePlaces, loadSaleFacts } from './sale-facts.ts'
import { given } from './testing/given.ts'

test('the facts of a sale tell who sells what, when and for how much', async () => {
  await using db = await testDatabase()
  const has = given(db)
  const organiserId = await has.anOrganiser()
  const eventId = await has.anEvent(organiserId, { onSaleAt: new Date('2035-01-01T00:00:00Z'), allowance: 4 })
  const facts = await loadSaleFacts(db.sql, eventId)
  assert.ok(facts)
  assert.deepEqual(
    [facts.organiserId, facts.status, facts.allowance, facts.currency, facts.onSaleAt?.toISOString(), facts.offSaleAt],
    [organiserId, 'scheduled', 4, 'GBP', '2035-01-01T00:00:00.000Z', null],
  )
  const [place] = describePlaces(facts, [11])
  assert.deepEqual(place, {
    place: 11,
    section: 'Stalls',
    row: 'B',
    seat: '2',
    gate: null,
    level: null,
    priceLevel: { priceLevelId: facts.priceLevels[0]?.priceLevelId, name: 'Standard' },
    price: {
      allIn: { minor: 2_500, currency: 'GBP' },
      faceValue: { minor: 2_200, currency: 'GBP' },
      fees: { minor: 300, currency: 'GBP' },
    },
  })
  assert.throws(() => describePlaces(facts, [20]), RangeError)
  assert.equal(await loadSaleFacts(db.sql, newId()), undefined)
})

test('kept facts are read once while nothing changes, and anew as soon as a change is told', async () => {
  await using db = await testDatabase()
  const has = given(db)
  const organiserId = await has.anOrganiser()
  const [eventId, other] = [await has.anEvent(organiserId), await has.anEvent(organiserId)]
  const facts = await keepSaleFacts(db)
  let told = false
  const unlisten = await db.listen('catalog', () => void (told = true))
  const [before, again] = await Promise.all([facts.of(eventId), facts.of(eventId)])
  assert.equal(before, again)
  await db.transaction((tx) => changeEvent(tx, organiserId, eventId, { allowance: 2 }))
  while (!told) await new Promise((resolve) => setImmediate(resolve))
  assert.equal((await facts.of(eventId))?.allowance, 2)
  assert.equal((await facts.of(other))?.allowance, 10)
  await unlisten()
  await facts.stop()
})

test('a ticket is told about its event: who appears in order of billing, where, and when', async () => {
  await using db = await testDatabase()
  const has = given(db)
  const organiserId = await has.anOrganiser()
  const [head, support, guest] = [
    await has.aPerformer(organiserId, { name: 'Head' }),
    await has.aPerformer(organiserId, { name: 'Support' }),
    await has.aPerformer(organiserId, { name: 'Guest' }),
  ]
  const showId = await has.aShow(organiserId, {
    performers: [
      { performerId: support, billing: 1 },
      { performerId: head, billing: 0 },
    ],
  })
  const eventId = await has.anEvent(organiserId, { showId, performers: [{ performerId: guest, billing: 5 }] })
  const event = await describeEventForTicket(db.sql, eventId)
  assert.deepEqual(event?.performers, ['Guest', 'Head', 'Support'])
  assert.deepEqual(
    [event?.title, event?.organiserId, event?.venue.name, event?.venue.hall, event?.venue.timeZone, event?.revision],
    ['An Evening of Songs', organiserId, 'Harbour Hall', null, 'Europe/London', 1],
  )
  assert.equal(await describeEventForTicket(db.sql, newId()), undefined)
})
