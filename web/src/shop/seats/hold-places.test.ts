import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { apiOver, type ApiRequest, type ApiResponse } from '../../api/api.ts'
import { holder, type PassSource } from './hold-places.ts'
import { newId } from './new-id.ts'

const problem = (status: number, code: string, more: object = {}, retryAfter: string | null = null): ApiResponse => ({
  status,
  contentType: 'application/problem+json',
  retryAfter,
  text: JSON.stringify({ type: '', title: '', status, code, ...more }),
})
const held: ApiResponse = { status: 201, contentType: 'application/json', retryAfter: null, text: '{"holdId":"h"}' }

const NO_DESK: PassSource = {
  needed: false,
  ask: () => Promise.resolve({ refused: 'not-entered' }),
  drop: () => undefined,
}

/** A desk that gives these passes in turn, each until it is dropped; then it says that it is not one's turn. */
function desk(needed: boolean, ...holdIds: string[]): PassSource {
  const left = [...holdIds]
  return {
    needed,
    ask() {
      const [holdId] = left
      if (holdId === undefined) return Promise.resolve({ refused: 'not-your-turn' })
      const pass = { pass: `pass for ${holdId}`, holdId, endsAt: '', secondsLeft: 600, placesAtMost: 4 }
      return Promise.resolve({ pass, readAt: 0 })
    },
    drop: () => void left.shift(),
  }
}

const office = (...answers: (ApiResponse | undefined)[]) => officeWith(undefined, ...answers)

/** A box office that gives these answers in turn; undefined: nobody answers. */
function officeWith(desk: PassSource | undefined, ...answers: (ApiResponse | undefined)[]) {
  let signedIn = true
  const requests: ApiRequest[] = []
  const api = apiOver((request) => {
    requests.push(request)
    const answer = answers.shift()
    return answer === undefined ? Promise.reject(new TypeError('nobody answers')) : Promise.resolve(answer)
  })
  return {
    hold: holder({ api, eventId: 'e', isSignedIn: () => Promise.resolve(signedIn), passes: desk ?? NO_DESK }),
    passes: () => requests.map(({ body = '{}' }) => (JSON.parse(body) as { pass?: string }).pass),
    leave: () => void (signedIn = false),
    keys: () => requests.map(({ headers }) => headers['idempotency-key']),
  }
}

describe('asking for a hold', () => {
  test('asks again with the same key after nobody answered, so that it is held once', async () => {
    const { hold, keys } = office(undefined, problem(503, 'try-again-soon'), held)
    assert.deepEqual(await hold({ places: [1] }), { answer: 'unreachable' })
    assert.deepEqual(await hold({ places: [1] }), { answer: 'busy' })
    assert.deepEqual(await hold({ places: [1] }), { hold: { holdId: 'h' } })
    assert.equal(new Set(keys()).size, 1)
  })

  test('a new wish, and one that was refused, has a new key', async () => {
    const { hold, keys } = office(undefined, problem(409, 'places-taken', { places: [2] }), held)
    await hold({ places: [1] })
    await hold({ places: [2] })
    await hold({ places: [2] })
    assert.equal(new Set(keys()).size, 3)
  })

  test('asks nothing of the box office for somebody who is not signed in', async () => {
    const { hold, keys, leave } = office()
    leave()
    assert.deepEqual(await hold({ places: [1] }), { signIn: true })
    assert.deepEqual(keys(), [])
  })

  test('tells which places are taken, how many one may still have, and that one has to sign in', async () => {
    const { hold } = office(
      problem(409, 'places-taken', { places: [7, 8] }),
      problem(409, 'limit-reached', { remaining: 2 }),
      problem(409, 'network-limit-reached', { remaining: 0 }),
      problem(401, 'not-signed-in'),
      problem(409, 'sale-over'),
      problem(429, 'hold-pause', {}, '90'),
      problem(500, 'internal'),
    )
    assert.deepEqual(await hold({ places: [7, 8] }), { answer: 'places-taken', places: [7, 8] })
    assert.deepEqual(await hold({ places: [7, 8] }), { answer: 'limit-reached', remaining: 2 })
    assert.deepEqual(await hold({ places: [7, 8] }), { answer: 'network-limit-reached', remaining: 0 })
    assert.deepEqual(await hold({ places: [7, 8] }), { signIn: true })
    assert.deepEqual(await hold({ places: [7, 8] }), { answer: 'sale-over' })
    assert.deepEqual(await hold({ places: [7, 8] }), { answer: 'hold-pause', seconds: 90 })
    assert.deepEqual(await hold({ places: [7, 8] }), { answer: 'busy' })
  })
})

describe('where there is a waiting room', () => {
  test('a hold has the id of its pass, and a refused wish keeps the pass', async () => {
    const { hold, keys, passes } = officeWith(
      desk(true, 'one', 'two'),
      problem(409, 'places-taken', { places: [1] }),
      held,
      held,
    )
    assert.deepEqual(await hold({ places: [1] }), { answer: 'places-taken', places: [1] })
    assert.deepEqual(await hold({ places: [2] }), { hold: { holdId: 'h' } })
    await hold({ places: [3] })
    assert.deepEqual(keys(), ['one', 'one', 'two'])
    assert.deepEqual(passes(), ['pass for one', 'pass for one', 'pass for two'])
  })

  test('without a pass the box office is not asked, and why there is none is told', async () => {
    const { hold, keys } = officeWith(desk(true))
    assert.deepEqual(await hold({ places: [1] }), { noPass: { refused: 'not-your-turn' } })
    assert.deepEqual(keys(), [])
  })

  test('a pass that is over is exchanged for another, once', async () => {
    const { hold, keys } = officeWith(desk(true, 'one', 'two', 'three'), problem(409, 'pass-over'), held)
    assert.deepEqual(await hold({ places: [1] }), { hold: { holdId: 'h' } })
    assert.deepEqual(keys(), ['one', 'two'])
    const other = officeWith(desk(true, 'one', 'two', 'three'), problem(409, 'pass-over'), problem(403, 'pass-refused'))
    assert.deepEqual(await other.hold({ places: [1] }), { answer: 'no-pass' })
    assert.equal(other.keys().length, 2)
  })

  test('a page that did not know of it asks for a pass when the box office wants one; when it ended, none is sent', async () => {
    const { hold, passes } = officeWith(desk(false, 'one'), problem(403, 'pass-needed'), held)
    assert.deepEqual(await hold({ places: [1] }), { noPass: { refused: 'not-your-turn' } })
    assert.deepEqual(passes(), [undefined])
    const ended: PassSource = { ...desk(true), ask: () => Promise.resolve({ refused: 'no-queue' }) }
    const other = officeWith(ended, held)
    assert.deepEqual(await other.hold({ places: [1] }), { hold: { holdId: 'h' } })
    assert.deepEqual(other.passes(), [undefined])
  })

  test('a key that was used for another wish leads to what it holds', async () => {
    const used: PassSource = desk(true, 'one')
    const { hold } = officeWith(used, problem(422, 'idempotency-key-reused'))
    assert.deepEqual(await hold({ places: [2] }), { noPass: { refused: 'not-your-turn' } })
  })
})

describe('new ids', () => {
  test('are UUIDs of version 7 that sort by time', () => {
    const ids = [1, 1_000, 1_700_000_000_000, 1_900_000_000_000].map((now) => newId(now))
    for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    assert.deepEqual(ids, ids.toSorted())
  })
})
