import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { newId } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { openInventory } from './index.ts'
import { aNode, anEvent, brokenInvariants } from './testing/given.ts'
import { drawnPlan } from './testing/plans.ts'

const plan = drawnPlan(
  { key: 'stalls', category: 'gold', rows: ['..........', '..........'] },
  { key: 'floor', category: 'floor', capacity: 10 },
)

describe('the life of a hold, in the tables', () => {
  test('held, extended once, confirmed, returned in part; each repeated without effect', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    const { eventId } = event
    await using node = await aNode(db, [event])
    const { inventory } = node
    const [holdId, accountId, orderId] = [newId(), newId(), newId()]
    const ask = () => inventory.holdPlaces({ eventId, holdId, accountId, wish: { places: [3, 2] } })

    const first = await ask()
    assert.ok('held' in first, JSON.stringify(first))
    assert.deepEqual(first.held.places, [2, 3])
    assert.deepEqual(await ask(), first)
    const other = await inventory.holdPlaces({ eventId, holdId, accountId, wish: { places: [4] } })
    assert.deepEqual(other, { refused: 'idempotency-key-reused' })
    const thief = await inventory.holdPlaces({ eventId, holdId, accountId: newId(), wish: { places: [2, 3] } })
    assert.deepEqual(thief, { refused: 'hold-unknown' })

    const extended = await inventory.extendHold({ eventId, holdId, accountId, by: 'buyer' })
    assert.ok('extended' in extended && extended.extended.expiresAt >= first.held.expiresAt)
    assert.deepEqual(await inventory.extendHold({ eventId, holdId, accountId, by: 'buyer' }), {
      refused: 'already-extended',
    })

    const sell = () => inventory.confirmHold({ eventId, holdId, orderId, whenOver: 'refuse' })
    const sold = await sell()
    assert.ok('confirmed' in sold && sold.places === 'held')
    assert.deepEqual(await sell(), sold)
    assert.deepEqual(await inventory.confirmHold({ eventId, holdId, orderId: newId(), whenOver: 'refuse' }), {
      refused: 'other-order',
      orderId,
    })
    assert.deepEqual(await inventory.releaseHold({ eventId, holdId, accountId }), { refused: 'hold-confirmed' })

    const giveBack = () => inventory.returnPlaces({ eventId, holdId, orderId, places: [3] })
    const returned = await giveBack()
    assert.ok('returned' in returned)
    assert.deepEqual(returned.places, [3])
    const again = await giveBack()
    assert.deepEqual('returned' in again && again.places, [])

    const found = await inventory.findHold({ holdId })
    assert.deepEqual(
      [found?.state, found?.places, found?.returned, found?.orderId],
      ['confirmed', [2, 3], [3], orderId],
    )
    const snapshot = await inventory.availability(eventId)
    assert.equal(snapshot?.bitmap[0], 0b100)
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('one id for holds of several events: each is found by its owner and by its event', async () => {
    await using db = await testDatabase()
    const [mine, theirs] = [anEvent(plan), anEvent(plan)]
    await using node = await aNode(db, [mine, theirs])
    const [holdId, me, them] = [newId(), newId(), newId()]
    const hold = ({ eventId }: typeof mine, accountId: string, places: number[]) =>
      node.inventory.holdPlaces({ eventId, holdId, accountId, wish: { places } })
    assert.ok('held' in (await hold(mine, me, [1, 2])))
    assert.ok('held' in (await hold(theirs, them, [3])))
    const found = await Promise.all(
      [{ accountId: me }, { accountId: them }, { eventId: mine.eventId }, { eventId: theirs.eventId }].map((one) =>
        node.inventory.findHold({ holdId, ...one }),
      ),
    )
    assert.deepEqual(
      found.map((one) => one?.places),
      [[1, 2], [3], [1, 2], [3]],
    )
    assert.equal(await node.inventory.findHold({ holdId, accountId: me, eventId: theirs.eventId }), undefined)
  })

  test('a node that starts later knows all that another has done, and what is released long ago', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    const { eventId } = event
    const [accountId, releasedId] = [newId(), newId()]
    await using first = await aNode(db, [event])
    const hold = (node: typeof first, holdId: string, places: number[]) =>
      node.inventory.holdPlaces({ eventId, holdId, accountId, wish: { places } })
    await hold(first, releasedId, [0, 1])
    await first.inventory.releaseHold({ eventId, holdId: releasedId, accountId })
    await hold(first, newId(), [4, 5])
    await first.inventory.blockPlaces({ eventId, places: [6, 7, 20], reason: 'house', whenTaken: 'refuse' })
    await using second = await aNode(db, [event])
    assert.deepEqual(await hold(second, newId(), [5, 6, 8]), { refused: 'places-taken', places: [5, 6] })
    const repeated = await hold(second, releasedId, [0, 1])
    assert.equal('held' in repeated && repeated.held.state, 'released')
    assert.deepEqual(await hold(second, releasedId, [0, 2]), { refused: 'idempotency-key-reused' })
    assert.ok('held' in (await hold(second, newId(), [0])))
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('what cannot succeed is refused before the lane, with the field', async () => {
    await using db = await testDatabase()
    const [open, early, late, gone] = [
      anEvent(plan),
      anEvent(plan, { onSaleFrom: 8e15 }),
      anEvent(plan, { onSaleUntil: 1 }),
      anEvent(plan, { cancelled: true }),
    ]
    await using node = await aNode(db, [open, early, late, gone])
    const ask = (eventId: string, places: number[]) =>
      node.inventory.holdPlaces({ eventId, holdId: newId(), accountId: newId(), wish: { places } })
    const before = await node.inventory.availability(open.eventId)
    assert.deepEqual(await ask(open.eventId, []), {
      refused: 'bad-request',
      errors: [{ field: 'body.places', expected: 'at least one place' }],
    })
    assert.deepEqual(await ask(open.eventId, [1, 30, 1]), {
      refused: 'bad-request',
      errors: [
        { field: 'body.places[1]', expected: 'a place of this event: 0 to 29' },
        { field: 'body.places[2]', expected: 'each place once' },
      ],
    })
    assert.deepEqual(await ask(open.eventId, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), {
      refused: 'limit-reached',
      remaining: 10,
    })
    assert.deepEqual(await ask(newId(), [1]), { refused: 'event-unknown' })
    assert.deepEqual(await ask(early.eventId, [1]), { refused: 'not-yet-on-sale', onSaleFrom: 8e15 })
    assert.deepEqual(await ask(late.eventId, [1]), { refused: 'sale-over', onSaleUntil: 1 })
    assert.deepEqual(await ask(gone.eventId, [1]), { refused: 'event-cancelled' })
    assert.deepEqual(await node.inventory.availability(open.eventId), before, 'nothing was changed')
  })

  test('watchers hear what is taken and freed, also by another node', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    const { eventId } = event
    await using here = await aNode(db, [event])
    await using there = await aNode(db, [event])
    const shown = new Set<number>()
    let changed: () => void = () => undefined
    const watching = await here.inventory.watch(eventId, ({ taken, freed }) => {
      for (const place of taken) shown.add(place)
      for (const place of freed) shown.delete(place)
      changed()
    })
    const showing = async (places: number[]) => {
      while ([...shown].join() !== places.join()) await new Promise<void>((resolve) => (changed = resolve))
    }
    assert.equal(watching?.snapshot.version, 0)
    const [holdId, accountId] = [newId(), newId()]
    await there.inventory.holdPlaces({ eventId, holdId, accountId, wish: { places: [1, 2] } })
    await showing([1, 2])
    await there.inventory.releaseHold({ eventId, holdId, accountId })
    await showing([])
    watching.stop()
  })
})

test('a start that fails half way leaves nothing that goes on', async () => {
  await using db = await testDatabase()
  let looks = 0
  const inventory = openInventory({
    db,
    laneDb: db,
    log: silentLog(),
    loadEvent: () => Promise.resolve(undefined),
    serves: () => {
      looks++
      return 'yes'
    },
    hints: { send: () => Promise.resolve(), listen: () => Promise.reject(new Error('nobody listens')) },
  })
  await assert.rejects(inventory.start(), /nobody listens/)
  const before = looks
  assert.ok(before > 0, 'the sale was looked at')
  // It is looked at each second.
  await wait(1_500)
  assert.equal(looks, before)
})
