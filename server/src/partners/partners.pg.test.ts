import assert from 'node:assert/strict'
import type { IncomingHttpHeaders } from 'node:http'
import { after, before, describe, test } from 'node:test'
import * as fc from 'fast-check'
import type { PartnerChange } from '@foyer/contract/partners'
import { given } from '../catalog/testing/given.ts'
import { keepSaleFacts, type KeptSaleFacts } from '../catalog/index.ts'
import { inventoryFacts } from '../composition/sale-facts.ts'
import { partnerNeighbours } from '../composition/partner-neighbours.ts'
import { openInventory, type Inventory } from '../inventory/index.ts'
import { findBrokenInvariants } from '../platform/check.ts'
import type { Actor } from '../platform/http/route.ts'
import { buildServer } from '../platform/http/server.ts'
import { newId } from '../platform/ids.ts'
import { systemClock } from '../platform/clock.ts'
import { silentLog } from '../platform/log.ts'
import { keysFrom } from '../platform/secrets.ts'
import { testDatabase, type TestDatabase } from '../platform/testing/test-database.ts'
import { partnerInvariants } from './invariants.ts'
import { registerPartnerRoutes } from './routes.ts'
import { isSigned, signatureHeaders } from './signature.ts'

const cinema: PartnerChange = {
  type: 'cinema.put',
  id: 'c1',
  cinema: { name: 'The Lantern', city: 'Bristol', country: 'GB', timeZone: 'Europe/London', currency: 'GBP' },
}
const screen: PartnerChange = {
  type: 'screen.put',
  id: 's1',
  cinema: 'c1',
  name: 'Screen 1',
  rows: [
    { row: 'A', seats: 6 },
    { row: 'B', seats: 8 },
  ],
}
const film: PartnerChange = {
  type: 'film.put',
  id: 'f1',
  film: { title: 'The Long Night', rating: '12A', runtimeMinutes: 100 },
}
const showtime = (id: string, startsAt: string, more: object = {}): PartnerChange => ({
  type: 'showtime.put',
  id,
  film: 'f1',
  screen: 's1',
  startsAt,
  price: { faceValue: 1_100, fees: 90 },
  ...more,
})
const programme = [cinema, screen, film, showtime('t1', '2035-05-04T18:30:00Z')]

describe('a partner feed', () => {
  let db: TestDatabase
  let facts: KeptSaleFacts
  let inventory: Inventory
  let app: ReturnType<typeof buildServer>
  let organiserId: string

  before(async () => {
    db = await testDatabase()
    facts = await keepSaleFacts(db)
    inventory = openInventory({ db, laneDb: db, log: silentLog(), loadEvent: inventoryFacts(facts) })
    await inventory.start()
    app = buildServer({
      log: silentLog(),
      trustedProxies: [],
      authenticate: async (request): Promise<Actor | undefined> => {
        const accountId = request.headers['x-account']
        return typeof accountId === 'string' ? { accountId, kind: 'vendor', sessionId: newId() } : undefined
      },
    })
    registerPartnerRoutes(app, {
      db,
      clock: systemClock,
      deriveKey: keysFrom(Buffer.alloc(32, 7)),
      ...partnerNeighbours(inventory),
    })
    organiserId = await given(db).anOrganiser()
  })
  after(async () => {
    assert.deepEqual(await findBrokenInvariants(db.sql, partnerInvariants), [])
    await app.close()
    await inventory.stop()
    await facts.stop()
    await db[Symbol.asyncDispose]()
  })

  /** A partner that signs what it sends. */
  const aPartner = async () => {
    const opened = await app.inject({
      method: 'POST',
      url: '/v1/me/partner-feeds',
      headers: { 'x-account': organiserId },
      payload: { name: newId() },
    })
    assert.equal(opened.statusCode, 201, opened.body)
    const { id, secret } = opened.json<{ id: string; secret: string }>()
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
    const url = `/v1/partner-feeds/${id}`
    return {
      id,
      key,
      url,
      async send(message: object, headers?: Record<string, string>) {
        const payload = JSON.stringify(message)
        const answer = await app.inject({
          method: 'POST',
          url: `${url}/messages`,
          payload,
          headers: {
            'content-type': 'application/json',
            ...(headers ?? signatureHeaders(key, newId(), new Date(), payload)),
          },
        })
        return {
          status: answer.statusCode,
          ...answer.json<{
            outcome?: string
            expecting?: number
            code?: string
            errors?: { field: string; expected: string }[]
            refused?: { change: string; faults: { field: string; expected: string }[] }[]
          }>(),
        }
      },
      async ask(path = '') {
        const asked = url + path
        const answer = await app.inject({
          method: 'GET',
          url: asked,
          headers: signatureHeaders(key, newId(), new Date(), asked),
        })
        assert.equal(answer.statusCode, 200, answer.body)
        if (path !== '')
          assert.ok(
            isSigned(key, { ...answer.headers } as IncomingHttpHeaders, answer.body, new Date()),
            'the answer is signed',
          )
        return answer.json()
      },
    }
  }
  const eventOf = async (feedId: string, id: string) => {
    const [row] = await db.sql<{ eventId: string; status: string; startsAt: Date }[]>`
      select event_id as "eventId", status, starts_at as "startsAt" from events where source = ${`partner:${feedId}`} and source_id = ${id}`
    assert.ok(row)
    return row
  }

  test('adds and changes films, screens and showtimes; the same message again changes nothing', async () => {
    const partner = await aPartner()
    const first = await partner.send({ sequence: 1, changes: programme })
    assert.deepEqual([first.status, first.outcome, first.expecting, first.refused], [200, 'taken', 2, []])
    const again = await partner.send({ sequence: 1, changes: programme })
    assert.deepEqual([again.outcome, again.expecting], ['known', 2])
    const moved = showtime('t1', '2035-05-04T20:00:00Z', { features: ['subtitled'] })
    assert.deepEqual((await partner.send({ sequence: 2, changes: [moved] })).refused, [])
    const event = await eventOf(partner.id, 't1')
    assert.deepEqual([event.status, event.startsAt.toISOString()], ['rescheduled', '2035-05-04T20:00:00.000Z'])
    await partner.send({ sequence: 3, changes: [showtime('t1', '2035-05-04T20:00:00Z', { status: 'cancelled' })] })
    assert.equal((await eventOf(partner.id, 't1')).status, 'cancelled')
  })

  test('in any order comes out as in the right one', async () => {
    const partner = await aPartner()
    const messages = [
      { sequence: 1, changes: programme },
      { sequence: 2, changes: [showtime('t1', '2035-05-05T18:00:00Z')] },
      { sequence: 3, changes: [showtime('t2', '2035-05-06T18:00:00Z')] },
      { sequence: 4, changes: [showtime('t1', '2035-05-07T18:00:00Z')] },
    ]
    for (const index of [3, 1, 1]) assert.equal((await partner.send(messages[index] ?? {})).outcome, 'waiting')
    assert.deepEqual((await partner.ask()).waiting, 2)
    assert.deepEqual((await partner.send(messages[0] ?? {})).expecting, 3)
    assert.deepEqual((await partner.send(messages[2] ?? {})).expecting, 5)
    assert.equal((await eventOf(partner.id, 't1')).startsAt.toISOString(), '2035-05-07T18:00:00.000Z')
    assert.deepEqual([(await partner.ask()).waiting, (await partner.ask()).expecting], [0, 5])
  })

  test('tells after an outage from where to send again; a snapshot takes the place of what is lost', async () => {
    const partner = await aPartner()
    await partner.send({ sequence: 1, changes: programme })
    assert.equal((await partner.send({ sequence: 900, changes: [] })).outcome, 'waiting')
    assert.equal((await partner.ask()).expecting, 2)
    const after = await partner.send({
      sequence: 899,
      snapshot: true,
      changes: [showtime('t9', '2035-06-01T18:00:00Z')],
    })
    assert.deepEqual([after.outcome, after.expecting], ['taken', 901])
    await eventOf(partner.id, 't9')
  })

  test('refuses more early messages than it keeps, and tells which is missing', async () => {
    const partner = await aPartner()
    await db.sql`
      insert into partner_messages (feed_id, sequence, body)
      select ${partner.id}, n, '{}' from generate_series(2, 1001) n`
    const beyond = await partner.send({ sequence: 1_002, changes: [] })
    assert.deepEqual([beyond.status, beyond.code, beyond.expecting], [409, 'feed-gap', 1])
  })

  test('keeps what it refuses, change by change, and takes the others', async () => {
    const partner = await aPartner()
    const mixed = [
      ...programme,
      showtime('t2', '2035-05-04T21:00:00Z', { film: 'nowhere' }),
      // Its cinema has a screen of this name: refused for good, or the partner would send the message for ever.
      { ...programme.find(({ type }) => type === 'screen.put'), id: 's2' },
      showtime('t3', '2035-05-05T18:00:00Z'),
    ]
    const { refused } = await partner.send({ sequence: 1, changes: mixed })
    assert.deepEqual(
      refused?.map(({ change, faults }) => [change, faults[0]?.field]),
      [
        ['showtime.put', 'film'],
        ['screen.put', 'name'],
      ],
    )
    await eventOf(partner.id, 't3')
    const kept = await app.inject({
      method: 'GET',
      url: `/v1/me/partner-feeds/${partner.id}/refusals`,
      headers: { 'x-account': organiserId },
    })
    assert.deepEqual(
      kept
        .json()
        .items.map((one: { position: number; faults: { field: string }[] }) => [
          one.position,
          one.faults.map(({ field }) => field),
        ]),
      [
        [5, ['name']],
        [4, ['film']],
      ],
    )
  })

  test('is told of each change that is none what a change of its type should be', async () => {
    const partner = await aPartner()
    const wrong = async (changes: readonly unknown[]) => {
      const { status, errors } = await partner.send({ sequence: 1, changes })
      assert.equal(status, 400)
      return errors?.map(({ field, expected }) => [field, expected])
    }
    assert.deepEqual(
      await wrong([
        ...programme,
        { type: 'film.putt', id: 'f' },
        { ...showtime('t1', 'soon') },
        { type: 'cinema.put', id: 'c', cinema: { name: 'X' } },
        'nothing',
      ]),
      [
        ['body.changes[4].type', 'one of cinema.put, screen.put, film.put, showtime.put, sales.put'],
        ['body.changes[5].startsAt', 'a moment such as 2035-05-04T18:00:00Z'],
        ['body.changes[6].cinema.city', 'it is required'],
        ['body.changes[7].type', 'one of cinema.put, screen.put, film.put, showtime.put, sales.put'],
      ],
    )
    assert.deepEqual((await partner.send({ sequence: 0, changes: [] })).errors, [
      { field: 'body.sequence', expected: '1 at least' },
    ])
  })

  test('brings sales both ways within seconds, and never takes a place that somebody here has', async () => {
    const partner = await aPartner()
    await partner.send({ sequence: 1, changes: programme })
    const { eventId } = await eventOf(partner.id, 't1')
    const start = await partner.ask('/availability?after=0')
    assert.deepEqual([start.items[0].showtime, start.items[0].available], ['t1', 14])

    const sold = await partner.send({ sequence: 2, changes: [{ type: 'sales.put', showtime: 't1', sold: [0, 1] }] })
    assert.deepEqual(sold.refused, [])
    const accountId = await given(db).anOrganiser('a fan')
    const ask = (places: number[]) => inventory.holdPlaces({ eventId, holdId: newId(), accountId, wish: { places } })
    assert.ok('refused' in (await ask([1])), 'the partner has sold it')

    const waiting = partner.ask(`/availability?after=${start.sequence}&wait=5`)
    assert.ok('held' in (await ask([5, 6])))
    const told = await waiting
    const last = told.items.at(-1)
    const state =
      last.available === 10 ? last : (await partner.ask(`/availability?after=${told.sequence}&wait=5`)).items.at(-1)
    assert.deepEqual([state.available, [...Buffer.from(state.bitmap, 'base64')]], [10, [0b0110_0011, 0]])

    const both = await partner.send({
      sequence: 3,
      changes: [{ type: 'sales.put', showtime: 't1', sold: [5, 7], freed: [0] }],
    })
    assert.match(both.refused?.[0]?.faults[0]?.expected ?? '', /somebody has 5$/)
    const now = await partner.ask('/availability?after=0')
    assert.equal(now.items.length, 1, 'each showtime once, as it is now')
    assert.deepEqual([...Buffer.from(now.items[0].bitmap, 'base64')], [0b1110_0010, 0])
  })

  test('takes nothing that its secret has not signed, or that is old, or of another feed', async () => {
    const [partner, other] = [await aPartner(), await aPartner()]
    const message = { sequence: 1, changes: [] }
    const body = JSON.stringify(message)
    const now = new Date()
    const wrong: Record<string, string>[] = [
      {},
      signatureHeaders(other.key, newId(), now, body),
      signatureHeaders(partner.key, newId(), new Date(now.getTime() - 6 * 60_000), body),
      signatureHeaders(partner.key, newId(), now, `${body} `),
      { ...signatureHeaders(partner.key, newId(), now, body), 'webhook-id': 'another' },
    ]
    for (const headers of wrong) assert.equal((await partner.send(message, headers)).code, 'signature-wrong')
    const renewed = await app.inject({
      method: 'POST',
      url: `/v1/me/partner-feeds/${partner.id}/secret`,
      headers: { 'x-account': organiserId },
    })
    assert.equal(renewed.statusCode, 200)
    assert.equal((await partner.send(message)).code, 'signature-wrong', 'the secret before is good no longer')
    const stranger = await given(db).anOrganiser('Another')
    for (const [method, path] of [
      ['POST', '/secret'],
      ['DELETE', ''],
      ['GET', '/refusals'],
    ] as const)
      assert.equal(
        (
          await app.inject({
            method,
            url: `/v1/me/partner-feeds/${other.id}${path}`,
            headers: { 'x-account': stranger },
          })
        ).statusCode,
        404,
      )
    await app.inject({
      method: 'DELETE',
      url: `/v1/me/partner-feeds/${other.id}`,
      headers: { 'x-account': organiserId },
    })
    assert.equal((await other.send(message)).code, 'signature-wrong', 'a closed feed')
  })

  test('refuses what is no message by its field, and changes nothing', async () => {
    const partner = await aPartner()
    for (const wrong of [
      {},
      { sequence: 0, changes: [] },
      { sequence: 1, changes: [{ type: 'film.drop' }] },
      { sequence: 1, changes: [], more: 1 },
    ])
      assert.equal((await partner.send(wrong)).code, 'bad-request', JSON.stringify(wrong))
    assert.equal((await partner.ask()).expecting, 1)
  })

  test('is not felled by whatever stands in a message: it is taken, refused by its changes, or told that it is none', async () => {
    const partner = await aPartner()
    await partner.send({ sequence: 1, changes: programme })
    const dirt = fc.oneof(
      fc.jsonValue({ noUnicodeString: false }),
      fc.constantFrom<unknown>('', '\u0000', '\ud800', 'x'.repeat(5_000), -1, 1e300, '2027-02-30T10:00:00Z', [], {}),
    )
    const change = fc
      .tuple(fc.constantFrom(...programme, { type: 'sales.put', showtime: 't1', sold: [2] }), fc.nat(), dirt)
      .map(([good, which, value]) => {
        const names = Object.keys(good)
        return { ...good, [names[which % names.length] ?? 'id']: value }
      })
    let [sequence, notTaken] = [2, 0]
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const answer = await partner.send({ sequence, changes })
        if (answer.status === 200) sequence++
        else notTaken++
        assert.ok(answer.status === 200 || answer.code === 'bad-request', JSON.stringify(answer))
        assert.equal((await partner.ask()).expecting, sequence, 'it moves on with what is taken, and with nothing else')
      }),
      { numRuns: 40 },
    )
    assert.ok(notTaken > 0)
  })

  test('ten senders of the same messages at once, and each is taken once', async () => {
    const partner = await aPartner()
    const all = [1, 2, 3].map((sequence) => ({
      sequence,
      changes: sequence === 1 ? programme : [showtime(`t${sequence}`, `2035-05-0${sequence}T12:00:00Z`)],
    }))
    for (let round = 0; round < 40 && (await partner.ask()).expecting < 4; round++)
      await Promise.all(all.concat(all).map((message) => partner.send(message)))
    assert.equal((await partner.ask()).expecting, 4)
    const [count] = await db.sql<
      { events: number }[]
    >`select count(*) as events from events where source = ${`partner:${partner.id}`}`
    assert.equal(count?.events, 3)
  })
})
