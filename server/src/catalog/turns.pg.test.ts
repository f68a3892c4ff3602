import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { findBrokenInvariants } from '../platform/check.ts'
import { catalogInvariants } from './invariants.ts'
import { catalogHouse, type CatalogHouse } from './testing/catalog-house.ts'
import { twoRows } from './testing/given.ts'

describe('an event before the public', () => {
  let house: CatalogHouse
  let organiserId: string
  let mine: ReturnType<CatalogHouse['as']>
  let theirs: ReturnType<CatalogHouse['as']>
  const anybody = () => house.as()

  before(async () => {
    house = await catalogHouse()
    organiserId = await house.has.anOrganiser('Harbour Stages')
    mine = house.as({ kind: 'vendor', accountId: organiserId })
    theirs = house.as({ kind: 'vendor', accountId: await house.has.anOrganiser('Castle Shows') })
  })
  after(async () => {
    assert.deepEqual(await findBrokenInvariants(house.db.sql, catalogInvariants), [])
    await house[Symbol.asyncDispose]()
  })

  const turn = async (eventId: string, name: string, body: object = {}) => {
    const answer = await mine.post(`/v1/events/${eventId}/${name}`, body)
    assert.equal(answer.statusCode, 200, answer.body)
    return answer.json()
  }

  test('is postponed, gets a date and is cancelled, and everybody reads each date that it had and why', async () => {
    const eventId = await house.has.anEvent(organiserId, { doorsAt: new Date('2035-05-04T17:30:00Z') })
    const postponed = await turn(eventId, 'postponement', { reason: 'Storm' })
    assert.deepEqual([postponed.status, postponed.sale.state], ['postponed', 'paused'])
    await turn(eventId, 'postponement', { reason: 'Storm, still' })
    const moved = await turn(eventId, 'rescheduling', { startsAt: '2035-06-01T18:30:00Z' })
    assert.deepEqual(
      [moved.status, moved.startsAt, moved.doorsAt, moved.previousStartsAt],
      ['rescheduled', '2035-06-01T18:30:00.000Z', '2035-06-01T17:30:00.000Z', '2035-05-04T18:30:00.000Z'],
    )
    await turn(eventId, 'cancellation', { reason: 'The singer is ill' })
    const seen = (await anybody().get(`/v1/events/${eventId}`)).json()
    assert.deepEqual([seen.status, seen.sale.state], ['cancelled', 'cancelled'])
    const { items } = (await anybody().get(`/v1/events/${eventId}/history`)).json()
    assert.deepEqual(
      items.map((one: { status: string; previousStartsAt: string; reason: string | null }) => [
        one.status,
        one.previousStartsAt.slice(0, 10),
        one.reason,
      ]),
      [
        ['postponed', '2035-05-04', 'Storm'],
        ['rescheduled', '2035-05-04', null],
        ['cancelled', '2035-06-01', 'The singer is ill'],
      ],
    )
    const told = await house.db.sql<{ kind: string }[]>`
      select kind from outbox where event_id = ${eventId} order by outbox_id`
    assert.deepEqual(
      told.map(({ kind }) => kind),
      ['event.postponed', 'event.rescheduled', 'event.cancelled'],
    )
    const again = await mine.post(`/v1/events/${eventId}/rescheduling`, { startsAt: '2035-07-01T18:30:00Z' })
    assert.deepEqual([again.statusCode, again.json().code], [409, 'status-final'])
  })

  test('vanishes again while nobody has a place, keeps its numbers, and comes back', async () => {
    const eventId = await house.has.anEvent(organiserId)
    house.taken.set(eventId, [3])
    const refused = await mine.delete(`/v1/events/${eventId}/publication`)
    assert.deepEqual([refused.statusCode, refused.json().code, refused.json().places], [409, 'event-has-buyers', 1])
    house.taken.delete(eventId)
    const draft = await mine.delete(`/v1/events/${eventId}/publication`)
    assert.equal(draft.json().status, 'draft', draft.body)
    for (const path of ['', '/history'])
      assert.equal((await anybody().get(`/v1/events/${eventId}${path}`)).statusCode, 404)
    const found = await house.db.sql`select from event_search where event_id = ${eventId}`
    assert.equal(found.length, 0)

    const manifest = { ...twoRows, sections: [{ ...twoRows.sections[0], name: 'Parkett' }] }
    const other = await mine.post(`/v1/events/${eventId}/tickets`, { manifest })
    assert.deepEqual([other.statusCode, other.json().code], [409, 'places-fixed'])
    assert.deepEqual(
      other.json().places,
      Array.from({ length: 20 }, (_, place) => place),
    )
    assert.equal((await mine.post(`/v1/events/${eventId}/publication`)).json().status, 'scheduled')
    assert.equal((await anybody().get(`/v1/events/${eventId}`)).statusCode, 200)
  })

  test('as a draft shows its organiser alone what it will be and what it lacks', async () => {
    const body = { showId: await house.has.aShow(organiserId), venueId: await house.has.aVenue(organiserId) }
    const draft = (await mine.post('/v1/events', { ...body, startsAt: '2035-05-04T19:30:00+01:00' })).json()
    const preview = (await mine.get(`/v1/events/${draft.id}/preview`)).json()
    assert.equal(preview.event.id, draft.id)
    assert.deepEqual(
      preview.missing.map((one: { field: string }) => one.field),
      ['manifest'],
    )
    assert.deepEqual(preview.own, { show: true, venue: true, performers: [] })
    const lent = (await theirs.post('/v1/performers', { name: 'Lent', kind: 'person' })).json()
    const ours = (await mine.post('/v1/performers', { name: 'Ours', kind: 'person' })).json()
    for (const { id } of [lent, ours]) await mine.post(`/v1/events/${draft.id}/performers`, { performerId: id })
    const billed = (await mine.get(`/v1/events/${draft.id}/preview`)).json()
    assert.equal(billed.event.performers.length, 2)
    assert.deepEqual(billed.own.performers, [ours.id])
    assert.equal((await theirs.get(`/v1/events/${draft.id}/preview`)).statusCode, 404)
    for (const turned of ['postponement', 'cancellation'])
      assert.equal((await mine.post(`/v1/events/${draft.id}/${turned}`, {})).json().code, 'status-final')
  })

  test('has house seats and kills that come back, and never one that somebody has', async () => {
    const eventId = await house.has.anEvent(organiserId)
    house.taken.set(eventId, [7])
    const blocks = `/v1/events/${eventId}/blocks`
    const taken = await mine.post(blocks, { places: [6, 7], reason: 'house' })
    assert.deepEqual([taken.json().code, taken.json().places], ['tickets-taken', [7]])
    assert.deepEqual((await mine.post(blocks, { places: [0, 1, 4], reason: 'house' })).json(), { blocked: 3 })
    assert.deepEqual((await mine.post(blocks, { places: [19], reason: 'kill' })).json(), { blocked: 1 })
    assert.deepEqual((await mine.get(blocks)).json(), {
      house: [
        [0, 2],
        [4, 1],
      ],
      kill: [[19, 1]],
    })
    assert.deepEqual((await mine.delete(blocks, { places: [0, 2] })).json(), { unblocked: 1 })
    for (const wrong of [{}, { places: [20] }, { section: 'nowhere' }, { section: 'stalls', places: [1] }])
      assert.equal((await mine.post(blocks, { ...wrong, reason: 'kill' })).statusCode, 400)
    const draft = await house.has.anEvent(organiserId, { draft: true })
    assert.equal(
      (await mine.post(`/v1/events/${draft}/blocks`, { places: [1], reason: 'kill' })).json().code,
      'event-not-published',
    )
  })

  test('takes tickets from a file, all rows or none, and says of each row what is wrong', async () => {
    const eventId = await house.has.anEvent(organiserId, { draft: true })
    const csv = async (text: string) =>
      house.app.inject({
        method: 'POST',
        url: `/v1/events/${eventId}/tickets/file`,
        headers: { authorization: `vendor ${organiserId}`, 'content-type': 'text/csv' },
        payload: text,
      })
    const bad = await csv('section,row,seat,count,price\nStalls,C,1,ten,25\nStalls,C,,5,25.005\n,,,5,1\n')
    assert.deepEqual(
      bad.json().errors.map((one: { field: string }) => one.field),
      ['line 2, count', 'line 3, price', 'line 3, seat', 'line 4, section'],
    )
    const good = await csv(
      '\ufeffSection,row,seat,count,price,fees\nBalcony,A,1,8,12.50,1\nBalcony,B,1,8,12.50,1\n"Standing, rear",,,50,10,0\n',
    )
    assert.equal(good.statusCode, 201, good.body)
    assert.deepEqual(
      good.json().sections.map((one: { name: string; places: number }) => [one.name, one.places]),
      [
        ['Stalls', 20],
        ['Balcony', 16],
        ['Standing, rear', 50],
      ],
    )
    const event = (await mine.get(`/v1/events/${eventId}`)).json()
    assert.deepEqual(
      event.priceLevels.map((level: { name: string; price: { allIn: { minor: number } } }) => [
        level.name,
        level.price.allIn.minor,
      ]),
      [
        ['Standard', 2_500],
        ['Balcony', 1_350],
        ['Standing, rear', 1_000],
      ],
    )
    assert.equal((await csv('section,count\nBalcony,5\n')).statusCode, 400, 'numbered seats need a first seat')
    for (const broken of ['', 'section\nA\n', 'a,b\n1,2\n', 'section,count\n"A,1\n', 'section,count,count\nA,1,1\n'])
      assert.equal((await csv(broken)).statusCode, 400, broken)
  })

  test('loses a performer from its bill, and from that of its show', async () => {
    const performerId = await house.has.aPerformer(organiserId)
    const showId = await house.has.aShow(organiserId, { performers: [{ performerId }] })
    const eventId = await house.has.anEvent(organiserId, { showId, performers: [{ performerId, role: 'support' }] })
    const off = await mine.delete(`/v1/events/${eventId}/performers/${performerId}`)
    assert.deepEqual(off.json().performers[0].role, null, 'still in the show')
    assert.equal((await mine.delete(`/v1/events/${eventId}/performers/${performerId}`)).statusCode, 404)
    await mine.delete(`/v1/shows/${showId}/performers/${performerId}`)
    assert.deepEqual((await mine.get(`/v1/events/${eventId}`)).json().performers, [])
  })
})
