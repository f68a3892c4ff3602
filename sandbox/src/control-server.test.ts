import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { cards } from './cards.ts'
import { given, type Given } from './testing.ts'

const ask = async ({ sandbox }: Given, method: string, path: string, body?: unknown) => {
  const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}

describe('over HTTP', () => {
  test('a program can pay as a person would', async (t) => {
    const all = await given(t)
    const { id } = await all.openSession()
    const declined = await ask(all, 'POST', `sessions/${id}/pay`, { card: '4000000000000002' })
    assert.equal(declined.status, 402)
    assert.equal(declined.json['outcome'], 'declined')
    const challenge = await ask(all, 'POST', `sessions/${id}/pay`, { card: '4000000000003220' })
    assert.equal(challenge.json['outcome'], 'challenge')
    const paid = await ask(all, 'POST', `sessions/${id}/challenge`, { passed: true })
    assert.deepEqual(paid, {
      status: 200,
      json: { outcome: 'paid', redirect: `https://shop.example/return?session=${id}` },
    })
    assert.equal((await ask(all, 'POST', `sessions/${id}/pay`, { card: '4242424242424242' })).status, 409)
    assert.equal((await ask(all, 'POST', 'sessions/cs_none/pay', { card: '4242424242424242' })).status, 404)
  })

  test('switches are read, changed one by one, and replaced', async (t) => {
    const all = await given(t)
    await ask(all, 'PATCH', 'switches', { captures: 'capture-fails', webhooks: { copies: 2 } })
    const read = await ask(all, 'GET', 'switches')
    assert.equal(read.json['captures'], 'capture-fails')
    await ask(all, 'PUT', 'switches', { webhooks: { hold: true } })
    assert.equal(all.sandbox.switches().captures, 'normal')
    assert.equal(all.sandbox.switches().webhooks.copies, 1)
    assert.equal(all.sandbox.switches().webhooks.hold, true)
  })

  test('a wrong wish is 400 with a sentence', async (t) => {
    const all = await given(t)
    const wrong: [string, string, unknown][] = [
      ['PATCH', 'switches', { down: 1 }],
      ['POST', 'next', { fault: 'earthquake' }],
      ['POST', 'clock', { advanceSeconds: -1 }],
      ['POST', 'clock', {}],
      ['POST', 'sessions/x/pay', { card: 4242 }],
      ['POST', 'disputes', { of: 'ch_none' }],
      ['POST', 'webhooks/release', { order: 'sideways' }],
      ['PATCH', 'switches', []],
    ]
    for (const [method, path, body] of wrong) {
      const answer = await ask(all, method, path, body)
      assert.equal(answer.status, 400, `${method} ${path}`)
      assert.equal(typeof answer.json['error'], 'string')
    }
    assert.equal((await ask(all, 'GET', 'nothing')).status, 404)
    const plain = await fetch(`${all.sandbox.url}/_sandbox/next`, { method: 'POST', body: '{"fault":"slow"}' })
    assert.equal(plain.status, 400)
  })

  test('faults, time, disputes, held webhooks, the ledger and the cards are there too', async (t) => {
    const all = await given(t)
    await ask(all, 'POST', 'next', { fault: 'drop-webhook', times: 1 })
    await ask(all, 'PATCH', 'switches', { webhooks: { hold: true } })
    const { intent } = await all.paid('4242424242424242')
    const held = (await ask(all, 'GET', 'webhooks')).json['held']
    assert.ok(Array.isArray(held) && held.length === 1)
    assert.deepEqual((await ask(all, 'POST', 'webhooks/release', { order: 'reversed' })).json, { delivered: 1 })
    await all.stripe.paymentIntents.capture(intent.id)
    const { json } = await ask(all, 'POST', 'disputes', { of: intent.id, amount: 500 })
    assert.equal((await ask(all, 'POST', `disputes/${String(json['id'])}/close`, { outcome: 'lost' })).status, 200)
    assert.deepEqual((await ask(all, 'GET', 'ledger')).json, {
      eur: { authorised: 9_000, captured: 9_000, voided: 0, refunded: 0, disputed: 500, outstanding: 0 },
    })
    const before = Date.parse(String((await ask(all, 'GET', 'clock')).json['now']))
    const after = Date.parse(String((await ask(all, 'POST', 'clock', { advanceSeconds: 3_600 })).json['now']))
    assert.ok(after - before >= 3_600_000)
    const known: unknown = (await ask(all, 'GET', 'cards')).json
    assert.ok(Array.isArray(known) && known.length === cards.length)
    await ask(all, 'POST', 'reset')
    assert.deepEqual((await ask(all, 'GET', 'ledger')).json, {})
  })
})
