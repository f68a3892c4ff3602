import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QueuePlace } from '@foyer/contract/queue'
import { apiOver, type ApiRequest, type ApiResponse } from '../../api/api.ts'
import { forgetPlaces, keepPlace, keptPlace, type KeptPlace } from './kept-places.ts'
import { askForPass, dropPass, passInHand, secondsLeftOf } from './pass-desk.ts'

const EVENT = '01930000-0000-7000-8000-00000000000a'
const place: QueuePlace = {
  eventId: EVENT,
  entryId: EVENT,
  salt: '',
  nonce: '',
  commitment: null,
  number: 1,
  proof: null,
}
const kept: KeptPlace = {
  eventId: EVENT,
  title: 'A rush',
  accountId: 'one',
  token: 'token',
  place,
  seen: { seedCommitment: null, announcement: null },
  shownUntil: 0,
}
const pass = { pass: 'pass', holdId: EVENT, endsAt: '', secondsLeft: 600, placesAtMost: 4 }
const json = (status: number, body: object, retryAfter: string | null = null): ApiResponse => ({
  status,
  contentType: status < 400 ? 'application/json' : 'application/problem+json',
  retryAfter,
  text: JSON.stringify(body),
})
const refusal = (status: number, code: string, more: object = {}, retryAfter: string | null = null) =>
  json(status, { type: '', title: '', status, code, ...more }, retryAfter)

/** A desk that gives these answers in turn; undefined: nobody answers. */
function desk(...answers: (ApiResponse | undefined)[]) {
  const requests: ApiRequest[] = []
  const api = apiOver((request) => {
    requests.push(request)
    const answer = answers.shift()
    return answer === undefined ? Promise.reject(new TypeError('nobody answers')) : Promise.resolve(answer)
  })
  return { ask: () => askForPass(api, EVENT), requests }
}

test('whoever keeps no place is not asked for: there is none to be had', async () => {
  forgetPlaces()
  const { ask, requests } = desk()
  assert.deepEqual(await ask(), { refused: 'not-entered' })
  assert.equal(requests.length, 0)
})

test('a pass is asked for once, kept in hand while it lasts, and asked for anew when it was dropped', async () => {
  keepPlace(kept)
  const { ask, requests } = desk(json(200, pass), json(200, { ...pass, secondsLeft: 0 }))
  const answer = await ask()
  assert.ok('pass' in answer)
  assert.deepEqual(await ask(), answer)
  assert.equal(requests.length, 1)
  assert.equal(requests[0]?.body, '{"token":"token"}')
  assert.equal(secondsLeftOf(answer, answer.readAt + 599_500), 1)
  assert.equal(secondsLeftOf(answer, answer.readAt + 700_000), 0)
  dropPass(EVENT)
  await ask()
  assert.equal(passInHand(EVENT), undefined, 'a pass that is over is not in hand')
  dropPass(EVENT)
})

test('each refusal is told apart, with how long to wait or what is held', async () => {
  keepPlace(kept)
  const { ask } = desk(
    refusal(409, 'not-your-turn'),
    refusal(503, 'try-again-soon', {}, '2'),
    refusal(429, 'queue-pause', {}, '120'),
    refusal(409, 'pass-in-use', { holdId: 'h' }),
    refusal(409, 'no-queue'),
    refusal(401, 'not-signed-in'),
    undefined,
  )
  assert.deepEqual(await ask(), { refused: 'not-your-turn' })
  assert.deepEqual(await ask(), { refused: 'full', seconds: 2 })
  assert.deepEqual(await ask(), { refused: 'pause', seconds: 120 })
  assert.deepEqual(await ask(), { refused: 'in-use', holdId: 'h' })
  assert.deepEqual(await ask(), { refused: 'no-queue' })
  assert.deepEqual(await ask(), { refused: 'signed-out' })
  assert.deepEqual(await ask(), { refused: 'unreachable' })
})

test('a token that is refused is let go of: entering again gives the same place', async () => {
  keepPlace(kept)
  const { ask } = desk(refusal(403, 'queue-token-refused'))
  assert.deepEqual(await ask(), { refused: 'not-entered' })
  assert.equal(keptPlace(EVENT), undefined)
})

test('a place is of one account: another one does not see it', () => {
  keepPlace(kept)
  assert.equal(keptPlace(EVENT, 'one'), keptPlace(EVENT))
  assert.equal(keptPlace(EVENT, 'another'), undefined)
  forgetPlaces()
  assert.equal(keptPlace(EVENT), undefined)
})
