import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { compileManifest, type Manifest } from '@foyer/contract'
import { findBrokenInvariants } from '../../platform/check.ts'
import { catalogInvariants } from '../invariants.ts'
import { describePlaces, loadSaleFacts } from '../sale-facts.ts'
import { catalogHouse, type CatalogHouse } from '../testing/catalog-house.ts'
import { twoRows } from '../testing/given.ts'

describe('tickets of an event', () => {
  let house: CatalogHouse
  let organiser: string
  let mine: ReturnType<CatalogHouse['as']>
  let published: string
  let draft: string

  before(async () => {
    house = await catalogHouse()
    organiser = await house.has.anOrganiser()
    mine = house.as({ kind: 'vendor', accountId: organiser })
  })
  beforeEach(async () => {
    published = await house.has.anEvent(organiser)
    draft = await house.has.anEvent(organiser, { draft: true })
  })
  after(async () => {
    assert.deepEqual(await findBrokenInvariants(house.db.sql, catalogInvariants), [])
    await house[Symbol.asyncDispose]()
  })

  const upload = async (eventId: string, body: object) => mine.post(`/v1/events/${eventId}/tickets`, body)
  const factsOf = async (eventId: string) => {
    const facts = await loadSaleFacts(house.db.sql, eventId)
    assert.ok(facts)
    return facts
  }

  test('more seats in the last section come after all others, which keep numbers and addresses', async () => {
    const before = (await factsOf(published)).manifest
    const answer = await upload(published, { count: 4, section: 'Stalls', row: 'C', seat: 7 })
    assert.equal(answer.statusCode, 201, answer.body)
    const facts = await factsOf(published)
    assert.equal(facts.manifest.count, 24)
    for (let place = 0; place < before.count; place++)
      assert.deepEqual(facts.manifest.address(place), before.address(place))
    assert.deepEqual(
      describePlaces(facts, [20, 23]).map(({ section, row, seat, price }) => [section, row, seat, price.allIn.minor]),
      [
        ['Stalls', 'C', '7', 2_500],
        ['Stalls', 'C', '10', 2_500],
      ],
    )
  })

  test('a new area has its own price, shown in the event from then on', async () => {
    await upload(published, { count: 100, section: 'Garden', price: { faceValue: 900, fees: 100 } })
    const answer = await upload(published, { count: 50, section: 'Garden' })
    assert.deepEqual(
      answer
        .json()
        .sections.map((one: { name: string; places: number; priceLevels: string[] }) => [
          one.name,
          one.places,
          one.priceLevels,
        ]),
      [
        ['Stalls', 20, ['Standard']],
        ['Garden', 150, ['Garden']],
      ],
    )
    const event = (await house.as().get(`/v1/events/${published}`)).json()
    assert.deepEqual(
      event.priceLevels.map((level: { name: string; price: { allIn: { minor: number } } }) => [
        level.name,
        level.price.allIn.minor,
      ]),
      [
        ['Standard', 2_500],
        ['Garden', 1_000],
      ],
    )
    const [row] = await house.db.sql`select from_minor from event_search where event_id = ${published}`
    assert.equal(row?.['from_minor'], 1_000)
  })

  test('a section that others follow takes no more once the event is published, while a draft takes them anywhere', async () => {
    for (const eventId of [published, draft]) await upload(eventId, { count: 5, section: 'Garden' })
    const more = { count: 2, section: 'Stalls', row: 'C', seat: 1 }
    assert.equal((await upload(published, more)).json().code, 'places-fixed')
    assert.equal((await upload(draft, more)).statusCode, 201)
    assert.deepEqual((await factsOf(draft)).manifest.address(20), { section: 'Stalls', row: 'C', seat: '1' })
  })

  test('a published event takes a plan only if it begins with all its places; a draft takes any', async () => {
    const [section] = twoRows.sections
    assert.ok(section?.kind === 'seated')
    const [rowA, rowB] = section.rows
    assert.ok(rowA && rowB)
    const other: Manifest = { ...twoRows, sections: [{ ...section, rows: [rowB, rowA] }] }
    const grown: Manifest = { ...twoRows, sections: [section, { ...section, key: 'balcony', name: 'Balcony' }] }
    assert.equal((await upload(published, { manifest: other })).json().code, 'places-fixed')
    assert.equal((await upload(published, { manifest: grown })).statusCode, 201)
    assert.equal((await upload(draft, { manifest: other })).statusCode, 201)
  })

  test('two uploads at once both count', async () => {
    const answers = await Promise.all([1, 2, 3].map((count) => upload(published, { count, section: `Box ${count}` })))
    assert.deepEqual(
      answers.map((answer) => answer.statusCode),
      [201, 201, 201],
    )
    assert.equal((await factsOf(published)).manifest.count, 26)
  })

  const refused: [says: string, body: object, field: string][] = [
    ['nothing', {}, 'body.seatingPlanId'],
    ['two ways at once', { count: 1, section: 'A', manifest: twoRows }, 'body.seatingPlanId'],
    ['a count without a section', { count: 5 }, 'body.section'],
    ['a section without a count', { manifest: twoRows, section: 'A' }, 'body.section'],
    ['a row without a seat', { count: 5, section: 'A', row: '1' }, 'body.row'],
    ['more seats than a row has', { count: 501, section: 'A', seat: 1 }, 'body.count'],
    ['no count at all', { count: 0, section: 'A' }, 'body.count'],
    ['unnumbered places in a seated section', { count: 5, section: 'Stalls' }, 'body.seat'],
    ['a row that is there already', { count: 5, section: 'Stalls', row: 'A', seat: 20 }, 'body.row'],
    ['a price below nothing', { count: 5, section: 'A', price: { faceValue: -1, fees: 0 } }, 'body.price.faceValue'],
    [
      'a manifest with one key twice',
      { manifest: { ...twoRows, sections: [twoRows.sections[0], twoRows.sections[0]] } },
      'body.manifest.sections.key',
    ],
  ]
  for (const [says, body, field] of refused)
    test(`an upload of ${says} is refused by its field, and changes nothing`, async () => {
      const answer = await upload(published, body)
      assert.equal(answer.statusCode, 400, answer.body)
      assert.equal(answer.json().errors[0].field, field)
      assert.equal((await factsOf(published)).manifest.count, 20)
    })

  const file = async (eventId: string, text: string | Buffer, key?: string) =>
    house.app.inject({
      method: 'POST',
      url: `/v1/events/${eventId}/tickets/file`,
      headers: {
        authorization: `vendor ${organiser}`,
        'content-type': 'text/csv',
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      payload: text,
    })

  const levelsOf = async (eventId: string): Promise<[string, number][]> =>
    (await mine.get(`/v1/events/${eventId}`))
      .json()
      .priceLevels.map(({ name, price }: { name: string; price: { allIn: { minor: number } } }) => [
        name,
        price.allIn.minor,
      ])

  test('a price level is made with its name, and from then on goes by it', async () => {
    const HEAD = 'section,row,seat,count,price level,price,fees'
    const first = await file(draft, `${HEAD}\nBalcony,A,1,4,Cheap seats,9,1\nBalcony,B,1,4,Cheap seats,,\n`)
    assert.equal(first.statusCode, 201, first.body)
    const more = { count: 5, section: 'Garden', priceLevel: 'Cheap seats' }
    assert.equal((await upload(draft, more)).statusCode, 201)
    assert.deepEqual(await levelsOf(draft), [
      ['Standard', 2_500],
      ['Cheap seats', 1_000],
    ])
    const other = { count: 1, section: 'Roof', priceLevel: 'Cheap seats', price: { faceValue: 1, fees: 0 } }
    assert.equal((await upload(draft, other)).json().errors[0].field, 'body.price')
    const unpriced = { count: 1, section: 'Roof', priceLevel: 'Sky' }
    assert.equal((await upload(draft, unpriced)).json().errors[0].field, 'body.price')
  })

  test('a file is taken as a spreadsheet saves it: semicolons, decimal commas, tabs, UTF-16', async () => {
    const german = '\uFEFFSection;Row;Seat;Count;Price level;Price;Fees\r\nBalkon;A;1;4;Balkon;42,50;2,5\r\n'
    const first = await file(draft, german)
    assert.equal(first.statusCode, 201, first.body)
    const unicode = Buffer.from('\uFEFFsection\tcount\tprice\r\nGar,den\t5\t1250\r\n', 'utf16le')
    const second = await file(draft, unicode)
    assert.equal(second.statusCode, 201, second.body)
    assert.deepEqual(await levelsOf(draft), [
      ['Standard', 2_500],
      ['Balkon', 4_500],
      ['Gar,den', 125_000],
    ])
    const latin = await file(draft, Buffer.from('section;count;price\nGalerie é;5;9\n', 'latin1'))
    assert.deepEqual(latin.json().errors, [{ field: 'body', expected: 'text in UTF-8, or in UTF-16 with its mark' }])
  })

  test('every line of a file that cannot be is named, also where it is the only one', async () => {
    const fieldsOf = async (text: string) =>
      (await file(published, text)).json().errors.map((one: { field: string }) => one.field)
    assert.deepEqual(await fieldsOf('section,row,seat,count\nStalls,A,1,5\nStalls,C,1,5\nStalls,B,1,5\nGarden,,,5\n'), [
      'line 2, row',
      'line 4, row',
    ])
    assert.deepEqual(await fieldsOf('section,count\nStalls,5\n'), ['line 2, seat'])
    assert.deepEqual(await fieldsOf('section,count,price\nGarden\nGarden,5,9,1\n'), ['line 2, count', 'line 3'])
    await upload(published, { count: 5, section: 'Garden' })
    const fixed = await file(published, 'section,row,seat,count\nStalls,C,1,5\n')
    assert.equal(fixed.json().code, 'places-fixed')
    assert.equal(fixed.json().errors[0].field, 'line 2, section')
    assert.equal((await factsOf(published)).manifest.count, 25)
  })

  test('a file that is sent as another kind of body is told what is taken', async () => {
    const form = await house.app.inject({
      method: 'POST',
      url: `/v1/events/${published}/tickets/file`,
      headers: { authorization: `vendor ${organiser}`, 'content-type': 'multipart/form-data; boundary=x' },
      payload: '--x--',
    })
    assert.deepEqual([form.statusCode, form.json().detail], [415, 'It takes text/csv.'])
  })

  test('a file that is sent twice with one key counts once', async () => {
    const lines = 'section,count,price\nGarden,5,9\n'
    const answers = await Promise.all([1, 2].map(() => file(published, lines, 'one-intention')))
    assert.deepEqual(
      answers.map((answer) => answer.statusCode),
      [201, 201],
    )
    assert.equal((await file(published, `${lines}Garden,5,9\n`, 'one-intention')).json().code, 'idempotency-key-reused')
    assert.equal((await factsOf(published)).manifest.count, 25)
  })

  test('unsold tickets are taken off sale by place or by section; those that somebody has are named', async () => {
    const remove = async (body: object) => mine.delete(`/v1/events/${published}/tickets`, body)
    assert.deepEqual((await remove({ places: [3, 4] })).json(), { removed: 2 })
    assert.deepEqual(house.removed.get(published), [3, 4])
    house.taken.set(published, [5, 9])
    assert.equal((await remove({ section: 'Stalls' })).statusCode, 409)
    const answer = await remove({ section: 'stalls' })
    assert.equal(answer.statusCode, 409)
    assert.deepEqual(answer.json().places, [5, 9])
    assert.equal((await remove({ places: [20] })).json().errors[0].field, 'body.places[0]')
    assert.equal((await remove({ section: 'attic' })).json().errors[0].field, 'body.section')
    assert.equal((await remove({})).json().errors[0].field, 'body.section')
  })

  test('a draft loses a whole section, down to no tickets at all', async () => {
    await upload(draft, { count: 5, section: 'Garden' })
    const remove = async (section: string) => (await mine.delete(`/v1/events/${draft}/tickets`, { section })).json()
    assert.deepEqual(await remove('stalls'), { removed: 20 })
    assert.deepEqual(await remove('Garden'), { removed: 5 }, 'by its name as well as its key')
    assert.deepEqual((await mine.get(`/v1/events/${draft}/tickets`)).json(), {
      manifestHash: null,
      places: 0,
      available: null,
      sections: [],
    })
  })

  test('the manifest lies under its hash, gzipped, for ever', async () => {
    const { manifest } = (await house.as().get(`/v1/events/${published}`)).json()
    const answer = await house.as().get(manifest.url)
    assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable')
    assert.equal(answer.headers['content-encoding'], 'gzip')
    const document: Manifest = JSON.parse(gunzipSync(answer.rawPayload).toString())
    assert.equal(compileManifest(document).count, 20)
    const held = await house.as().get(manifest.url, undefined, { 'if-none-match': `"${manifest.hash}"` })
    assert.equal(held.statusCode, 304)
    assert.equal((await house.as().get(`/v1/events/${draft}/manifest/${manifest.hash}`)).statusCode, 404)
    assert.equal((await mine.get(`/v1/events/${draft}/manifest/${manifest.hash}`)).statusCode, 200)
    assert.equal((await house.as().get(`/v1/events/${published}/manifest/${'0'.repeat(64)}`)).statusCode, 404)
  })
})
