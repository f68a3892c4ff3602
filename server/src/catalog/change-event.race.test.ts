import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { catalogHouse, type CatalogHouse } from './testing/catalog-house.ts'

const EDITORS = 8

describe('people who change one event at the same time', () => {
  let house: CatalogHouse
  let mine: ReturnType<CatalogHouse['as']>
  let organiserId: string
  before(async () => {
    house = await catalogHouse()
    organiserId = await house.has.anOrganiser()
    mine = house.as({ kind: 'vendor', accountId: organiserId })
  })
  after(() => house[Symbol.asyncDispose]())

  const allAtOnce = async (headers: Record<string, string>) => {
    const eventId = await house.has.anEvent(organiserId, { draft: true })
    const answers = await Promise.all(
      Array.from({ length: EDITORS }, (_, n) => mine.patch(`/v1/events/${eventId}`, { title: `By ${n}` }, headers)),
    )
    const { title } = (await mine.get(`/v1/events/${eventId}`)).json()
    return { codes: answers.map((answer) => answer.statusCode).sort((a, b) => a - b), answers, title }
  }

  test('without saying what they have seen, all are told that it is done, and all but one are written over', async () => {
    const { codes, answers, title } = await allAtOnce({})
    assert.deepEqual(
      codes,
      Array.from({ length: EDITORS }, () => 200),
    )
    assert.ok(answers.some((answer) => answer.json().title !== title))
  })

  test('with the revision that they have seen, one is done, and every other is told so', async () => {
    const { codes, answers, title } = await allAtOnce({ 'if-match': '"0"' })
    assert.deepEqual(codes, [200, ...Array.from({ length: EDITORS - 1 }, () => 412)])
    for (const answer of answers)
      assert.equal(answer.statusCode === 200 ? answer.json().title : answer.json().event.title, title)
  })
})
