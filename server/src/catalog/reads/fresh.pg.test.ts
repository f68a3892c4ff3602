import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { after, before, describe, test } from 'node:test'
import { changeShow } from '../shows.ts'
import { catalogHouse, type CatalogHouse } from '../testing/catalog-house.ts'

/** An answer that was asked for later than this after a change must know of it. */
const STALE_MAX_MS = 1_000
const ROUNDS = 3

describe('no reader sees an old answer for longer than a second', () => {
  let house: CatalogHouse
  let organiser: string
  let showId: string
  let eventId: string
  before(async () => {
    house = await catalogHouse()
    organiser = await house.has.anOrganiser()
    showId = await house.has.aShow(organiser)
    eventId = await house.has.anEvent(organiser, { showId })
  })
  after(() => house[Symbol.asyncDispose]())

  const pages = () => [`/v1/events/${eventId}`, '/v1/events?city=Bristol', '/v1/events?quantity=1&facets=city']
  const read = (path: string) => house.as().get(path)
  /** What a page says of the places left: its own event's, or that of the first in a list. */
  const leftOn = async (path: string): Promise<number | undefined> => {
    const body = (await read(path)).json()
    return body.items === undefined ? body.availability.available : body.items[0]?.available
  }

  test('of places that are taken, which nobody announces', async () => {
    for (let round = 1; round <= ROUNDS; round++) {
      // Each page is held ready, from a moment that falls differently in each round.
      for (const path of pages()) await leftOn(path)
      await wait(round * 250)
      await house.has.taken(eventId, { places: round, accessible: 0, byCategory: { standard: round } })
      await wait(STALE_MAX_MS)
      for (const path of pages()) assert.equal(await leftOn(path), 20 - round, path)
    }
  })

  test('of a name that is changed, which is announced', async () => {
    for (const path of pages()) await read(path)
    await house.db.transaction((tx) => changeShow(tx, organiser, showId, { title: 'By Another Name' }))
    await wait(STALE_MAX_MS)
    for (const path of pages()) assert.match((await read(path)).body, /By Another Name/)
    const { items } = (await read('/v1/suggestions?q=by%20another')).json()
    assert.equal(items[0]?.name, 'By Another Name')
  })

  test('a page is held ready meanwhile: the test looks at answers that are kept', async () => {
    const before = house.catalog.stats().readyAnswers
    const server = house.app.server
    await house.app.listen({ port: 0, host: '127.0.0.1' })
    const address = server.address()
    assert.ok(address !== null && typeof address === 'object')
    for (let n = 0; n < 5; n++) await (await fetch(`http://127.0.0.1:${address.port}/v1/events/${eventId}`)).text()
    assert.ok(house.catalog.stats().readyAnswers > before)
  })
})
