import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DatabaseClock } from '../platform/database-clock.ts'
import type { LaneStore } from './lane-store.ts'
import { Lanes } from './lanes.ts'
import { EventState } from './state.ts'
import { drawnPlan } from './testing/plans.ts'

const NEVER = new Promise<never>(() => undefined)
/** Tables that do not answer: whoever asks stays at work. */
const store: LaneStore = {
  manifest: () => NEVER,
  load: () => NEVER,
  commit: () => NEVER,
  headOf: () => NEVER,
  entriesAfter: () => NEVER,
  time: () => NEVER,
  holds: () => NEVER,
}
const threeLanes = () => new Lanes({ store, clock: new DatabaseClock(), onCommitted: () => undefined, lanesMax: 3 })
const eventsIn = (lanes: Lanes) => [...lanes.all()].map(([eventId]) => eventId)
const turnOfTheLoop = () => new Promise((resolve) => setImmediate(resolve))

describe('the lanes of a node', () => {
  test('the one that was idle for longest makes room for another', () => {
    const lanes = threeLanes()
    for (const eventId of ['a', 'b', 'c', 'a', 'd']) lanes.of(eventId)
    assert.deepEqual(eventsIn(lanes), ['c', 'a', 'd'])
  })

  test('refusals of an event that is not in memory are counted, are its own once it is, and stay when it makes room', () => {
    const lanes = threeLanes()
    lanes.pulseOf('a').answered(1, 'not-yet-on-sale')
    assert.deepEqual(eventsIn(lanes), [], 'nothing is read for it')
    const { pulse } = lanes.of('a')
    pulse.answered(1, 'places-taken')
    assert.equal(lanes.pulseOf('a'), pulse)
    for (const eventId of ['b', 'c', 'd']) lanes.of(eventId)
    assert.deepEqual(eventsIn(lanes), ['b', 'c', 'd'])
    lanes.pulseOf('a').answered(1, 'sale-over')
    const reasons = lanes
      .of('a')
      .pulse.read()
      .refusals.map(({ reason, count }) => `${reason} ${count}`)
    assert.deepEqual(reasons, ['not-yet-on-sale 1', 'places-taken 1', 'sale-over 1'])
  })

  test('so many events are counted for without being in memory; those that nobody asked about for longest are forgotten', () => {
    const lanes = threeLanes()
    const countOf = (eventId: string) => lanes.pulseOf(eventId).read().refusals.length
    for (let n = 0; n <= 1_000; n++) lanes.pulseOf(`event ${n}`).answered(1, 'sale-over')
    assert.deepEqual([countOf('event 1000'), countOf('event 0')], [1, 0])
  })

  test('more that are watched or at work than should be kept are all kept, and the process goes on', async () => {
    const lanes = threeLanes()
    const stops = ['a', 'b', 'c', 'd'].map((eventId) => lanes.of(eventId).availability.watch(() => undefined))
    void lanes.of('e').lane.catchUp()
    await turnOfTheLoop()
    assert.deepEqual(eventsIn(lanes).sort(), ['a', 'b', 'c', 'd', 'e'])
    for (const stop of stops) stop()
    lanes.of('f')
    assert.deepEqual(eventsIn(lanes).sort(), ['d', 'e', 'f'])
  })

  test('events of many places make room sooner: what is in memory is bounded, not the number of events alone', async () => {
    const placesOf: Readonly<Record<string, number>> = { a: 40, b: 40, c: 10, d: 60 }
    const lanes = new Lanes({
      store: {
        ...store,
        load: async (eventId) => new EventState(drawnPlan({ key: 'floor', capacity: placesOf[eventId] ?? 1 })),
        entriesAfter: async () => [],
      },
      clock: new DatabaseClock(),
      onCommitted: () => undefined,
      placesMax: 100,
    })
    for (const eventId of ['a', 'b', 'c']) await lanes.of(eventId).lane.catchUp()
    assert.deepEqual(eventsIn(lanes), ['a', 'b', 'c'])
    await lanes.of('d').lane.catchUp()
    assert.deepEqual(eventsIn(lanes), ['c', 'd'])
    await Promise.all(['a', 'b'].map((eventId) => lanes.of(eventId).lane.catchUp()))
    lanes.of('c')
    assert.ok(
      eventsIn(lanes).reduce((sum, eventId) => sum + (placesOf[eventId] ?? 0), 0) <= 100,
      eventsIn(lanes).join(),
    )
  })
})
