import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { Stripe } from 'stripe'
import { startSandbox, type Sandbox } from './index.ts'
import { given, MINUTE_MS, onTheWire, refusalOf, twoSeats } from './testing.ts'

const CARD = '4242424242424242'
const REFUNDS_COME_BACK = '4000000000005126'
const DAY_MS = 24 * 60 * MINUTE_MS
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))

// A sandbox is left running, as it was, when the next one opens its journal: nothing that stopping does helps it.

describe('what a sandbox knew, the next one on its journal knows', () => {
  test('an authorised payment can be captured, and everything reads as before', async (t) => {
    const journal = fileIn(t)
    const before = await given(t, { journal })
    const { session, intent } = await before.paid(CARD)
    const after = await given(t, { journal })
    const expand = { expand: ['payment_intent.latest_charge'] }
    const read = ({ stripe }: typeof after) => stripe.checkout.sessions.retrieve(session.id, expand)
    assert.deepEqual(wire(await read(after)), wire(await read(before)))
    const captured = await after.stripe.paymentIntents.capture(intent.id, { amount_to_capture: 4_500 })
    assert.equal(captured.status, 'succeeded')
    assert.deepEqual(after.sandbox.ledger()['eur'], {
      authorised: 9_000,
      captured: 4_500,
      voided: 4_500,
      refunded: 0,
      disputed: 0,
      outstanding: 0,
    })
  })

  test('an open session can be paid', async (t) => {
    const journal = fileIn(t)
    const { id } = await (await given(t, { journal })).openSession()
    const { sandbox, told } = await given(t, { journal })
    assert.equal(sandbox.pay(id, CARD).outcome, 'paid')
    assert.deepEqual(await told(), ['checkout.session.completed', 'payment_intent.amount_capturable_updated'])
  })

  test('what fell due while nothing ran happens on start: a session expires, an authorisation lapses', async (t) => {
    const journal = fileIn(t)
    let now = Date.now()
    const clock = { now: () => now }
    const before = await given(t, { journal, clock })
    const { intent } = await before.paid(CARD)
    const { id } = await before.openSession()
    now += 8 * DAY_MS
    const { stripe } = await given(t, { journal, clock })
    assert.equal((await stripe.checkout.sessions.retrieve(id)).status, 'expired')
    assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'canceled')
  })

  test('an answer under an idempotency key is given again, and nothing is done twice', async (t) => {
    const journal = fileIn(t)
    const before = await given(t, { journal })
    const { intent } = await before.paid(CARD)
    await before.stripe.paymentIntents.capture(intent.id)
    const refund = ({ stripe }: typeof before) =>
      stripe.refunds.create({ payment_intent: intent.id, amount: 1_000 }, { idempotencyKey: 'refund of o-1' })
    const first = await refund(before)
    const after = await given(t, { journal })
    assert.deepEqual(wire(await refund(after)), wire(first))
    assert.equal(after.sandbox.ledger()['eur']?.refunded, 1_000)
  })

  test('the answer that was still under way is kept too: its work was done', async (t) => {
    const journal = fileIn(t)
    const before = await given(t, { journal })
    before.sandbox.setSwitches({ answerDelayMs: 600_000 })
    const unheard = refusalOf(before.stripe.checkout.sessions.create(twoSeats, { idempotencyKey: 'open o-1' }))
    while (!readFileSync(journal, 'utf8').includes('open o-1')) await new Promise(setImmediate)
    const { stripe } = await given(t, { journal })
    await stripe.checkout.sessions.create(twoSeats, { idempotencyKey: 'open o-1' })
    assert.equal((await stripe.checkout.sessions.list()).data.length, 1)
    await before.sandbox.stop()
    await unheard
  })

  test('money of payments that were dropped for room stays counted', async (t) => {
    const journal = fileIn(t)
    const before = await given(t, { journal, maxObjects: 20 })
    for (let payment = 0; payment < 10; payment++) {
      const { intent } = await before.paid(CARD)
      await before.stripe.paymentIntents.capture(intent.id)
    }
    const expected = before.sandbox.ledger()
    assert.equal(expected['eur']?.captured, 10 * 9_000)
    for (let start = 0; start < 2; start++) {
      const after = await given(t, { journal, maxObjects: 20 })
      assert.deepEqual(after.sandbox.ledger(), expected)
      assert.deepEqual(await idsOf(after.stripe), await idsOf(before.stripe))
    }
  })

  test('after a reset there is nothing', async (t) => {
    const journal = fileIn(t)
    const before = await given(t, { journal })
    await before.paid(CARD)
    before.sandbox.reset()
    const after = await given(t, { journal })
    assert.deepEqual(after.sandbox.ledger(), {})
    assert.deepEqual(await idsOf(after.stripe), [])
  })

  test('whatever was done in whatever order, all reads the same and the money adds up', async (t) => {
    const step = fc.tuple(
      fc.constantFrom(
        'open',
        'pay',
        'pay-refunds-come-back',
        'capture',
        'cancel',
        'refund',
        'dispute',
        'expire',
        'wait',
      ),
      fc.nat(5),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const journal = fileIn(t)
        let now = Date.parse('2026-03-01T12:00:00Z')
        const clock = { now: () => now }
        const options = { secretKey: KEY, webhookSecret: 'whsec_unused', journal, clock }
        await using before = await disposable(options)
        const sessions: string[] = []
        for (const [verb, which] of steps) {
          if (verb === 'open') sessions.push(await opened(before))
          else if (verb === 'wait') now += which * DAY_MS
          else await tryTo(before, verb, sessions[which] ?? '')
        }
        const known = await everythingIn(before)
        await using after = await disposable(options)
        assert.deepEqual(await everythingIn(after), known)
        now += 30 * DAY_MS
        assert.deepEqual(statesIn(await everythingIn(after)), statesIn(await everythingIn(before)))
      }),
      { numRuns: 40 },
    )
  })
})

describe('the file', () => {
  test('a last line that was torn is left out, and the step with it', async (t) => {
    const journal = fileIn(t)
    const { openSession } = await given(t, { journal })
    const kept = await openSession()
    const size = statSync(journal).size
    await openSession()
    const text = readFileSync(journal)
    for (const bytes of [size + 1, size + 200, text.indexOf('\n', size)]) {
      writeFileSync(journal, text.subarray(0, bytes))
      const { stripe, openSession: openAnother } = await given(t, { journal })
      assert.deepEqual(await idsOf(stripe), [kept.id])
      const another = await openAnother()
      assert.deepEqual(await idsOf((await given(t, { journal })).stripe), [another.id, kept.id])
    }
  })

  test('any other broken line refuses the start by its number, and the file is left as it was', async (t) => {
    const journal = fileIn(t)
    const { paid } = await given(t, { journal })
    await paid(CARD)
    const [header = '', ...lines] = readFileSync(journal, 'utf8').split('\n')
    for (const broken of ['', '{"put":[{"obj', '{"put":[{"object":"event","id":"evt_1"}]}', 'null', header]) {
      const text = [header, lines[0], broken, ...lines.slice(1)].join('\n')
      writeFileSync(journal, text)
      await assert.rejects(given(t, { journal }), { message: /damaged: line 3 of .*sandbox\.journal cannot be read/ })
      assert.equal(readFileSync(journal, 'utf8'), text)
    }
    writeFileSync(journal, lines.join('\n'))
    await assert.rejects(given(t, { journal }), { message: /line 1 / })
  })

  test('an empty one is a new one', async (t) => {
    const journal = fileIn(t)
    appendFileSync(journal, '')
    assert.deepEqual(await idsOf((await given(t, { journal })).stripe), [])
  })

  test('is rewritten when it has grown, and loses nothing by it', async (t) => {
    const journal = fileIn(t)
    const before = await given(t, { journal })
    const { session, intent } = await before.paid(CARD)
    const { id } = await before.openSession()
    let largest = 0
    let rewritten = 0
    for (let tries = 0; tries < 3_000; tries++) {
      before.sandbox.pay(id, '4000000000003220')
      before.sandbox.answerChallenge(id, false)
      if (tries % 100 > 0) continue
      const { size } = statSync(journal)
      if (size < largest) rewritten++
      largest = size
    }
    assert.ok(rewritten >= 1, 'it was never rewritten')
    const after = await given(t, { journal })
    const [header, ...lines] = readFileSync(journal, 'utf8').trimEnd().split('\n')
    assert.match(header ?? '', /^\{"journal":1,/)
    assert.equal(lines.length, 2 + 2 + 1 + 2, 'sessions, intents, a charge, answers: the latest version of each')
    assert.deepEqual(await idsOf(after.stripe), await idsOf(before.stripe))
    assert.equal((await after.stripe.checkout.sessions.retrieve(session.id)).status, 'complete')
    assert.equal((await after.stripe.paymentIntents.capture(intent.id)).status, 'succeeded')
  })

  test('taken away while the sandbox runs, it comes back whole once a call has failed', async (t) => {
    const journal = fileIn(t)
    const { stripe, openSession } = await given(t, { journal })
    await openSession()
    rmSync(journal)
    assert.equal((await refusalOf(openSession())).statusCode, 500)
    await openSession()
    const known = await idsOf(stripe)
    assert.equal(known.length, 2)
    assert.deepEqual(await idsOf((await given(t, { journal })).stripe), known)
  })

  test('is for its owner alone', async (t) => {
    const journal = fileIn(t)
    await (await given(t, { journal })).openSession()
    assert.equal(statSync(journal).mode & 0o777, 0o600)
  })
})

test('killed under load, a sandbox has forgotten nothing that it answered', async (t) => {
  const journal = fileIn(t)
  const child = spawn(process.execPath, [MAIN, '--port', '0', '--secret-key', KEY, '--journal', journal], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  const port = Number(/:(\d+),/.exec(said.toString())?.[1])
  const stripe = new Stripe(KEY, { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0, telemetry: false })
  const answered: string[] = []
  const buyer = async (): Promise<void> => {
    for (;;) answered.push((await stripe.checkout.sessions.create(twoSeats)).id)
  }
  const buyers = Array.from({ length: 8 }, () => refusalOf(buyer()))
  while (answered.length < 200) await new Promise(setImmediate)
  child.kill('SIGKILL')
  for (const { type } of await Promise.all(buyers)) assert.equal(type, 'StripeConnectionError')
  const after = await given(t, { journal, secretKey: KEY })
  for (const id of answered) assert.equal((await after.stripe.checkout.sessions.retrieve(id)).status, 'open')
})

const KEY = 'sk_test_of_the_tests'

const fileIn = (t: TestContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-journal-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'sandbox.journal')
}

/** Without what the package adds of the answer it came with. */
const wire = (answer: object): unknown => JSON.parse(JSON.stringify(answer))

const idsOf = async (stripe: Stripe): Promise<string[]> =>
  (await stripe.checkout.sessions.list({ limit: 100 })).data.map(({ id }) => id)

const disposable = async (options: Parameters<typeof startSandbox>[0]): Promise<Sandbox & AsyncDisposable> => {
  const sandbox = await startSandbox(options)
  return { ...sandbox, [Symbol.asyncDispose]: () => sandbox.stop() }
}

const opened = async (sandbox: Sandbox): Promise<string> => {
  const seats = new URLSearchParams({
    mode: 'payment',
    success_url: 'https://shop.example/return',
    'line_items[0][quantity]': '2',
    'line_items[0][price_data][currency]': 'eur',
    'line_items[0][price_data][unit_amount]': '4500',
    'line_items[0][price_data][product_data][name]': 'Row 7',
    'payment_intent_data[capture_method]': 'manual',
  })
  return String((await onTheWire(sandbox, 'POST', '/v1/checkout/sessions', seats.toString())).json['id'])
}

/** Does it where it can be done; what is refused changes nothing. */
const tryTo = async (sandbox: Sandbox, verb: string, session: string): Promise<void> => {
  const { json } = await onTheWire(sandbox, 'GET', `/v1/checkout/sessions/${session}`)
  const intent = String(json['payment_intent'])
  switch (verb) {
    case 'pay':
      return void sandbox.pay(session, CARD)
    case 'pay-refunds-come-back':
      return void sandbox.pay(session, REFUNDS_COME_BACK)
    case 'dispute':
      return void (await onTheWire(sandbox, 'POST', '/_sandbox/disputes', JSON.stringify({ of: intent, amount: 100 })))
    case 'refund':
      return void (await onTheWire(sandbox, 'POST', '/v1/refunds', `payment_intent=${intent}&amount=1500`))
    case 'expire':
      return void (await onTheWire(sandbox, 'POST', `/v1/checkout/sessions/${session}/expire`, ''))
    default:
      return void (await onTheWire(sandbox, 'POST', `/v1/payment_intents/${intent}/${verb}`, ''))
  }
}

type Everything = { readonly ledger: unknown; readonly lists: readonly Record<string, unknown>[][] }

const everythingIn = async (sandbox: Sandbox): Promise<Everything> => {
  const lists: Record<string, unknown>[][] = []
  for (const list of ['checkout/sessions', 'payment_intents', 'charges', 'refunds', 'disputes']) {
    const { json } = await onTheWire(sandbox, 'GET', `/v1/${list}?limit=100`)
    lists.push(json['data'] as Record<string, unknown>[])
  }
  return { ledger: sandbox.ledger(), lists }
}

/** Without what is made anew when something falls due by itself, in each of two sandboxes. */
const statesIn = ({ ledger, lists }: Everything): unknown => ({
  ledger,
  states: lists.map((list) => list.map(({ status }) => status)),
})
