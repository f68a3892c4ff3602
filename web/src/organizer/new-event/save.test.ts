import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '@foyer/contract/client'
import { apiOver, type ApiRequest } from '../../api/api.ts'
import { EMPTY_DRAFT, type EventDraft } from './draft.ts'
import { saveEvent } from './save.ts'

const draft: EventDraft = {
  ...EMPTY_DRAFT,
  newShow: { ...EMPTY_DRAFT.newShow, title: 'Lanterns' },
  performers: [
    { id: 'known', name: 'Ann', kind: 'person' },
    { id: null, name: 'The Tall Ships', kind: 'group' },
  ],
  isKnownVenue: false,
  newVenue: { ...EMPTY_DRAFT.newVenue, name: 'House', city: 'Cork', country: 'IE', timeZone: 'UTC', currency: 'EUR' },
  newHall: 'Main hall',
  hours: { date: '2035-05-04', starts: '19:30', doors: '', ends: '' },
}

const ANSWERS: Readonly<Record<string, object>> = {
  '/v1/venues': { id: 'v', timeZone: 'UTC', halls: [] },
  '/v1/venues/v/halls': { id: 'v', timeZone: 'UTC', halls: [{ id: 'h', name: 'Main hall', seatingPlans: [] }] },
  '/v1/performers': { id: 'added' },
  '/v1/shows': { id: 's', kind: 'concert', title: 'Lanterns' },
  '/v1/shows/s/performers': {},
  '/v1/events': { id: 'e' },
}

/** An API that answers as told, but refuses the address given; what it was asked is kept. */
function house(refusing?: string) {
  const asked: ApiRequest[] = []
  const keys: Record<string, string> = {}
  let kept = draft
  const problem = {
    type: '',
    title: '',
    status: 400,
    code: 'bad-request',
    errors: [
      { field: 'body.city', expected: 'a city' },
      { field: 'body.location.lat', expected: 'a number' },
    ],
  }
  const api = apiOver((request) => {
    asked.push(request)
    const refused = request.url === refusing
    return Promise.resolve({
      status: refused ? 400 : 201,
      contentType: refused ? 'application/problem+json' : 'application/json',
      retryAfter: null,
      text: JSON.stringify(refused ? problem : ANSWERS[request.url]),
    })
  })
  return {
    asked,
    kept: () => kept,
    saving: {
      api,
      keyOf: (step: string, body: object) =>
        (keys[`${step} ${JSON.stringify(body)}`] ??= `key ${Object.keys(keys).length}`),
      keep: (next: EventDraft) => void (kept = next),
    },
  }
}

test('what is new is added in the order in which one needs the other, then the event that names it all', async () => {
  const { asked, saving } = house()
  assert.equal(await saveEvent(draft, saving), 'e')
  assert.deepEqual(
    asked.map(({ url }) => url),
    [
      '/v1/venues',
      '/v1/venues/v/halls',
      '/v1/performers',
      '/v1/shows',
      '/v1/shows/s/performers',
      '/v1/shows/s/performers',
      '/v1/events',
    ],
  )
  const event = JSON.parse(asked.at(-1)?.body ?? '') as Record<string, unknown>
  assert.deepEqual([event['showId'], event['venueId'], event['hallId'], event['performers']], ['s', 'v', 'h', []])
})

test('after a failure, saving again makes nothing twice', async () => {
  const failing = house('/v1/events')
  await assert.rejects(saveEvent(draft, failing.saving), Refused)
  const again = house()
  await saveEvent(failing.kept(), again.saving)
  assert.deepEqual(
    again.asked.map(({ url }) => url),
    ['/v1/events'],
  )
  assert.equal(again.asked[0]?.body, failing.asked.at(-1)?.body)
})

test('the same request carries the same key, so that it is done once however often it arrives', async () => {
  const { asked, saving } = house()
  await saveEvent(draft, saving)
  const first = asked.map(({ headers }) => headers['idempotency-key'])
  await saveEvent(draft, saving)
  assert.deepEqual(
    asked.slice(first.length).map(({ headers }) => headers['idempotency-key']),
    first,
  )
  assert.equal(new Set(first.filter((key) => key !== undefined)).size, 5)
})

test('a refusal names the field of the form', async () => {
  await assert.rejects(saveEvent(draft, house('/v1/venues').saving), (error) => {
    assert.ok(error instanceof Refused)
    assert.deepEqual(
      error.problem.errors?.map(({ field }) => field),
      ['venue.city', 'venue.location'],
    )
    return true
  })
})
