import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { given, SECRET } from './testing.ts'

const CARD = '4242424242424242'

describe('a webhook', () => {
  test('is signed so that the real package accepts it, and nothing else', async (t) => {
    const { stripe, sandbox, inbox, paid } = await given(t)
    await paid(CARD)
    await sandbox.webhooksSettled()
    assert.equal(inbox.arrived.length, 2)
    for (const { body, signature, event } of inbox.arrived) {
      assert.deepEqual(stripe.webhooks.constructEvent(body, signature, SECRET), event)
      assert.throws(() => stripe.webhooks.constructEvent(`${body} `, signature, SECRET))
      assert.throws(() => stripe.webhooks.constructEvent(body, signature, 'whsec_other'))
      const later = Date.now() + 302_000
      assert.throws(() => stripe.webhooks.constructEvent(body, signature, SECRET, 300, undefined, later))
    }
  })

  test('is signed with the time of the world, however far the clock was advanced', async (t) => {
    const { stripe, sandbox, inbox, openSession } = await given(t)
    await openSession()
    sandbox.advance(3 * 24 * 60 * 60)
    await sandbox.webhooksSettled()
    const [arrived] = inbox.arrived
    assert.equal(arrived?.event.type, 'checkout.session.expired')
    stripe.webhooks.constructEvent(arrived?.body ?? '', arrived?.signature ?? '', SECRET)
  })

  test('carries the object as it was at that moment, as the list of events does', async (t) => {
    const { stripe, sandbox, inbox, paid } = await given(t)
    const { intent } = await paid(CARD)
    await stripe.paymentIntents.capture(intent.id)
    await sandbox.webhooksSettled()
    const authorised = inbox.arrived.find(({ event }) => event.type === 'payment_intent.amount_capturable_updated')
    assert.ok(authorised?.event.type === 'payment_intent.amount_capturable_updated')
    assert.equal(authorised.event.data.object.status, 'requires_capture')
    assert.equal(authorised.event.data.object.amount_received, 0)
    const listed = await stripe.events.retrieve(authorised.event.id)
    assert.deepEqual(listed.data, authorised.event.data)
    assert.equal(listed.pending_webhooks, 0)
    assert.equal(authorised.event.pending_webhooks, 1)
  })

  test('goes out only for the types asked for', async (t) => {
    const { told, paid } = await given(t, { enabledEvents: ['checkout.session.completed'] })
    await paid(CARD)
    assert.deepEqual(await told(), ['checkout.session.completed'])
  })

  test('without an address, events can still be listed', async (t) => {
    const { stripe, sandbox, paid } = await given(t)
    sandbox.setSwitches({ webhooks: { url: null } })
    await paid(CARD)
    await sandbox.webhooksSettled()
    assert.equal((await stripe.events.list()).data.length, 2)
  })
})

describe('a delivery that fails', () => {
  for (const [what, status] of [
    ['with 500', 500],
    ['with 400', 400],
    ['with a redirect', 302],
    ['by hanging up', 0],
  ] as const) {
    test(`${what} is tried again until it succeeds`, async (t) => {
      const { stripe, sandbox, inbox, openSession } = await given(t)
      inbox.answer = (delivery) => (delivery <= 3 ? status : 200)
      const { id } = await openSession()
      await stripe.checkout.sessions.expire(id)
      await sandbox.webhooksSettled()
      assert.equal(inbox.arrived.length, 4)
      assert.equal(new Set(inbox.arrived.map(({ event }) => event.id)).size, 1)
      assert.equal((await stripe.events.list({ delivery_success: true })).data.length, 1)
    })
  }

  test('is given up in the end, told to the log, and found in the list of events', async (t) => {
    const lines: string[] = []
    const { stripe, sandbox, inbox, openSession } = await given(t, {
      webhookRetry: { attempts: 3, firstDelayMs: 1 },
      log: (message) => lines.push(message),
    })
    inbox.answer = () => 503
    await stripe.checkout.sessions.expire((await openSession()).id)
    await sandbox.webhooksSettled()
    assert.equal(inbox.arrived.length, 3)
    assert.deepEqual(lines, ['webhook given up'])
    const missed = await stripe.events.list({ delivery_success: false })
    assert.equal(missed.data[0]?.type, 'checkout.session.expired')
  })

  test('waits on the clock of the sandbox: hours can be skipped', async (t) => {
    const { stripe, sandbox, inbox, openSession } = await given(t, { webhookRetry: { firstDelayMs: 3_600_000 } })
    inbox.answer = (delivery) => (delivery === 1 ? 500 : 200)
    await stripe.checkout.sessions.expire((await openSession()).id)
    while (inbox.arrived.length < 1) await stripe.events.list()
    // The failure is noted a moment after it was answered; until then there is nothing to advance to.
    while (inbox.arrived.length < 2) {
      sandbox.advance(3_600)
      await stripe.events.list()
    }
    await sandbox.webhooksSettled()
    assert.equal(inbox.arrived.length, 2)
  })
})

describe('webhooks can be made to', () => {
  test('be lost: all of them, or the next', async (t) => {
    const { stripe, sandbox, told, paid } = await given(t)
    sandbox.setSwitches({ webhooks: { drop: true } })
    await paid(CARD)
    assert.deepEqual(await told(), [])
    assert.equal((await stripe.events.list()).data.length, 2)
    sandbox.setSwitches({ webhooks: { drop: false } })
    sandbox.failNext({ fault: 'drop-webhook', eventType: 'checkout.session.completed' })
    await paid(CARD)
    await paid(CARD)
    assert.deepEqual(await told(), [
      'checkout.session.completed',
      'payment_intent.amount_capturable_updated',
      'payment_intent.amount_capturable_updated',
    ])
  })

  test('come many times', async (t) => {
    const { sandbox, inbox, openSession, stripe } = await given(t)
    sandbox.setSwitches({ webhooks: { copies: 50 } })
    await stripe.checkout.sessions.expire((await openSession()).id)
    await sandbox.webhooksSettled()
    assert.equal(inbox.arrived.length, 50)
    assert.equal(new Set(inbox.arrived.map(({ event }) => event.id)).size, 1)
  })

  test('come late, on the clock of the sandbox', async (t) => {
    const { sandbox, inbox, stripe, openSession } = await given(t, { clock: { now: () => 1_800_000_000_000 } })
    sandbox.setSwitches({ webhooks: { delayMs: 60_000 } })
    await stripe.checkout.sessions.expire((await openSession()).id)
    sandbox.advance(59)
    await stripe.events.list()
    assert.equal(inbox.arrived.length, 0)
    sandbox.advance(1)
    await sandbox.webhooksSettled()
    assert.equal(inbox.arrived.length, 1)
  })

  test('be held, and come in any order', async (t) => {
    const { stripe, sandbox, inbox, paid } = await given(t)
    sandbox.setSwitches({ webhooks: { hold: true } })
    const { intent } = await paid(CARD)
    await stripe.paymentIntents.capture(intent.id)
    const held = sandbox.heldWebhooks()
    assert.equal(held.length, 4)
    await sandbox.webhooksSettled()
    assert.equal(inbox.arrived.length, 0)
    const order = [2, 0].map((place) => held[place]?.id ?? '')
    assert.equal(await sandbox.releaseWebhooks({ events: order }), 2)
    assert.deepEqual(
      inbox.arrived.map(({ event }) => event.id),
      order,
    )
    assert.equal(await sandbox.releaseWebhooks('reversed'), 2)
    assert.deepEqual(
      inbox.arrived.slice(2).map(({ event }) => event.id),
      [3, 1].map((place) => held[place]?.id),
    )
    assert.deepEqual(sandbox.heldWebhooks(), [])
  })
})

test('many events are all delivered, sixteen at most at a time', async (t) => {
  const { sandbox, inbox, openSession } = await given(t)
  const sessions = await Promise.all(Array.from({ length: 60 }, () => openSession()))
  for (const { id } of sessions) sandbox.pay(id, CARD)
  await sandbox.webhooksSettled()
  assert.equal(inbox.arrived.length, 120)
})
