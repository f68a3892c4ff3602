import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Timeline } from './clock.ts'
import { Queue } from './queue.ts'
import { Shelf } from './shelf.ts'
import { given, refusalOf } from './testing.ts'

const CARD = '4242424242424242'

describe('what is kept is bounded', () => {
  test('the oldest finished payments go first, with all that belongs to them; money stays counted', async (t) => {
    const { stripe, sandbox, paid } = await given(t, { maxObjects: 60 })
    const first = await paid(CARD)
    await stripe.paymentIntents.capture(first.intent.id)
    const unfinished = await paid(CARD)
    for (let more = 0; more < 30; more++) {
      const { intent } = await paid(CARD)
      await stripe.paymentIntents.capture(intent.id)
    }
    assert.equal((await refusalOf(stripe.paymentIntents.retrieve(first.intent.id))).statusCode, 404)
    assert.equal((await refusalOf(stripe.checkout.sessions.retrieve(first.session.id))).statusCode, 404)
    assert.equal((await stripe.paymentIntents.retrieve(unfinished.intent.id)).status, 'requires_capture')
    const kept = (await stripe.checkout.sessions.list({ limit: 100 })).data.length
    assert.ok(kept <= 10, `${kept} sessions are kept`)
    assert.ok((await stripe.events.list({ limit: 100 })).data.length <= 30)
    assert.equal(sandbox.ledger()['eur']?.captured, 31 * 9_000)
  })

  test('unfinished payments are never dropped: new ones are refused', async (t) => {
    const { stripe, openSession } = await given(t, { maxObjects: 20 })
    const opened = []
    for (let session = 0; session < 10; session++) opened.push(await openSession())
    const refusal = await refusalOf(openSession())
    assert.equal(refusal.statusCode, 429)
    await stripe.checkout.sessions.expire(opened[3]?.id ?? '')
    await openSession()
    assert.equal((await refusalOf(stripe.checkout.sessions.retrieve(opened[3]?.id ?? ''))).statusCode, 404)
    assert.equal((await stripe.checkout.sessions.retrieve(opened[0]?.id ?? '')).status, 'open')
  })
})

test('a shelf keeps order through replacing, deleting and trimming', () => {
  const shelf = new Shelf<{ id: string; version: number }>()
  for (let id = 0; id < 5_000; id++) shelf.put({ id: `${id}`, version: 1 })
  for (let id = 0; id < 4_000; id++) if (id !== 7) shelf.delete(`${id}`)
  assert.equal(shelf.oldest()?.id, '7')
  shelf.delete('7')
  assert.deepEqual(shelf.put({ id: '4500', version: 2 }), { id: '4500', version: 1 })
  assert.equal(shelf.size, 1_000)
  assert.equal(shelf.oldest()?.id, '4000')
  assert.equal(shelf.get('4500')?.version, 2)
  assert.deepEqual(
    [...shelf.older()].slice(0, 2).map(({ id }) => id),
    ['4999', '4998'],
  )
  assert.deepEqual(
    [...shelf.older('4002')].map(({ id }) => id),
    ['4001', '4000'],
  )
  assert.deepEqual(
    [...shelf.newer('4997')].map(({ id }) => id),
    ['4998', '4999'],
  )
})

test('a queue gives what it was given, in order', () => {
  const queue = new Queue<number>()
  const out: (number | undefined)[] = []
  for (let thing = 0; thing < 5_000; thing++) {
    queue.push(thing)
    if (thing % 3 > 0) out.push(queue.shift())
  }
  while (queue.length > 0) out.push(queue.shift())
  assert.deepEqual(
    out,
    Array.from({ length: 5_000 }, (_, thing) => thing),
  )
  assert.equal(queue.shift(), undefined)
})

describe('time', () => {
  test('runs what is due in the order of its instant, once, and only the latest plan of a key', () => {
    let now = 0
    const timeline = new Timeline({ now: () => now })
    const ran: string[] = []
    for (const at of [50, 10, 40, 20, 30]) timeline.set(`at ${at}`, at, () => ran.push(`at ${at}`))
    timeline.set('at 20', 45, () => ran.push('moved to 45'))
    timeline.cancel('at 40')
    now = 30
    timeline.runDue()
    assert.deepEqual(ran, ['at 10', 'at 30'])
    now = 100
    timeline.runDue()
    timeline.runDue()
    assert.deepEqual(ran, ['at 10', 'at 30', 'moved to 45', 'at 50'])
    timeline.stop()
  })

  test('forgets thousands of cancelled plans', () => {
    const timeline = new Timeline({ now: () => 0 })
    const ran: number[] = []
    for (let plan = 0; plan < 20_000; plan++) {
      timeline.set(`${plan}`, 20_000 - plan, () => ran.push(plan))
      if (plan % 100 !== 0) timeline.cancel(`${plan}`)
    }
    timeline.advance(20)
    assert.equal(ran.length, 200)
    assert.deepEqual(
      ran,
      ran.toSorted((one, other) => other - one),
    )
    timeline.stop()
  })

  test('passes by itself', async () => {
    const timeline = new Timeline({ now: () => Date.now() })
    const ran = new Promise<void>((resolve) => timeline.set('soon', Date.now() + 20, resolve))
    await Promise.race([ran, sleep(5_000).then(() => assert.fail('nothing happened'))])
    timeline.stop()
  })
})
