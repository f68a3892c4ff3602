import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { apiOver, type ApiRequest, type ApiResponse } from '../../api/api.ts'
import { holder } from './hold-places.ts'
import { newId } from './new-id.ts'

const problem = (status: number, code: string, more: object = {}): ApiResponse => ({
  status,
  contentType: 'application/problem+json',
  retryAfter: null,
  text: JSON.stringify({ type: '', title: '', status, code, ...more }),
})
const held: ApiResponse = { status: 201, contentType: 'application/json', retryAfter: null, text: '{"holdId":"h"}' }

/** A box office that gives these answers in turn; undefined: nobody answers. */
function office(...answers: (ApiResponse | undefined)[]) {
  let signedIn = true
  const requests: ApiRequest[] = []
  const api = apiOver((request) => {
    requests.push(request)
    const answer = answers.shift()
    return answer === undefined ? Promise.reject(new TypeError('nobody answers')) : Promise.resolve(answer)
  })
  return {
    hold: holder(api, 'e', () => Promise.resolve(signedIn)),
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
      problem(401, 'not-signed-in'),
      problem(409, 'sale-over'),
      problem(500, 'internal'),
    )
    assert.deepEqual(await hold({ places: [7, 8] }), { answer: 'places-taken', places: [7, 8] })
    assert.deepEqual(await hold({ places: [7, 8] }), { answer: 'limit-reached', remaining: 2 })
    assert.deepEqual(await hold({ places: [7, 8] }), { signIn: true })
    assert.deepEqual(await hold({ places: [7, 8] }), { answer: 'sale-over' })
    assert.deepEqual(await hold({ places: [7, 8] }), { answer: 'busy' })
  })
})

describe('new ids', () => {
  test('are UUIDs of version 7 that sort by time', () => {
    const ids = [1, 1_000, 1_700_000_000_000, 1_900_000_000_000].map((now) => newId(now))
    for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    assert.deepEqual(ids, ids.toSorted())
  })
})
