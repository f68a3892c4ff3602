import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { inventoryFacts } from '../composition/sale-facts.ts'
import { openInventory, type Inventory } from '../inventory/index.ts'
import { findBrokenInvariants } from '../platform/check.ts'
import { HOUR_MS } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import { keysFrom } from '../platform/secrets.ts'
import { catalogInvariants } from './invariants.ts'
import { keepSaleFacts, type KeptSaleFacts } from './kept-sale-facts.ts'
import { earlyAdmission } from './presales.ts'
import { catalogHouse, type CatalogHouse } from './testing/catalog-house.ts'

const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS)

describe('a presale', () => {
  let house: CatalogHouse
  let facts: KeptSaleFacts
  let inventory: Inventory
  let organiserId: string
  let mine: ReturnType<CatalogHouse['as']>
  let theirs: ReturnType<CatalogHouse['as']>

  before(async () => {
    house = await catalogHouse()
    const { db } = house
    facts = await keepSaleFacts(db)
    inventory = openInventory({
      db,
      laneDb: db,
      log: silentLog(),
      loadEvent: inventoryFacts(facts),
      admitEarly: earlyAdmission({ db, deriveKey: keysFrom(Buffer.alloc(32, 7)) }),
    })
    await inventory.start()
    organiserId = await house.has.anOrganiser()
    mine = house.as({ kind: 'vendor', accountId: organiserId })
    theirs = house.as({ kind: 'vendor', accountId: await house.has.anOrganiser('Castle Shows') })
  })
  after(async () => {
    assert.deepEqual(await findBrokenInvariants(house.db.sql, catalogInvariants), [])
    await inventory.stop()
    await facts.stop()
    await house[Symbol.asyncDispose]()
  })

  const anEvent = () => house.has.anEvent(organiserId, { onSaleAt: inHours(48) })
  const aPresale = async (eventId: string, more: object = {}) => {
    const body = { name: 'Fan club', startsAt: inHours(-1).toISOString(), endsAt: inHours(24).toISOString(), ...more }
    const answer = await mine.post(`/v1/events/${eventId}/presales`, body)
    assert.equal(answer.statusCode, 201, answer.body)
    return answer.json().id as string
  }
  const codesOf = async (eventId: string, presaleId: string, body: object) => {
    const answer = await mine.post(`/v1/events/${eventId}/presales/${presaleId}/codes`, body)
    assert.equal(answer.statusCode, 201, answer.body)
    return answer.json().codes as string[]
  }
  /** What becomes of a hold of some places with a code: how many are held, or the refusal. */
  const hold = async (eventId: string, accountId: string, places: number[], code?: string) => {
    const wish = { eventId, holdId: newId(), accountId, wish: { places } }
    const outcome = await inventory.holdPlaces({ ...wish, ...(code === undefined ? {} : { code }) })
    return 'held' in outcome ? outcome.held.places.length : outcome.refused
  }
  const fans = () => house.has.anOrganiser('whoever')

  test('lets in who has a code of it, each code as many people as it is for, and nobody twice counted', async () => {
    const eventId = await anEvent()
    const [code = '', forTwo = ''] = [
      ...(await codesOf(eventId, await aPresale(eventId), { generate: 1 })),
      ...(await codesOf(eventId, await aPresale(eventId, { name: 'Friends' }), {
        codes: ['FRIENDS-2'],
        peoplePerCode: 2,
      })),
    ]
    const [ann, bo, cy] = [await fans(), await fans(), await fans()]
    assert.equal(await hold(eventId, ann, [0]), 'not-yet-on-sale')
    assert.equal(await hold(eventId, ann, [0], 'NOSUCHCODE'), 'presale-code-refused')
    assert.equal(await hold(eventId, ann, [0, 1], code.toLowerCase().replaceAll('-', '')), 2)
    assert.equal(await hold(eventId, ann, [2], code), 1, 'their code stays theirs')
    assert.equal(await hold(eventId, bo, [3], code), 'presale-code-refused')
    assert.deepEqual(
      await Promise.all([ann, bo, cy, bo].map((fan, n) => hold(eventId, fan, [10 + n], forTwo))).then(
        (all) => all.filter((one) => one === 1).length >= 2,
      ),
      true,
    )
    const { items } = (await mine.get(`/v1/events/${eventId}/presales`)).json()
    assert.deepEqual(
      items.map((one: { name: string; codes: number; people: number }) => [one.name, one.codes, one.people]),
      [
        ['Fan club', 1, 1],
        ['Friends', 1, 2],
      ],
    )
  })

  test('opens with its own event, its own hours and its own allowance alone', async () => {
    const [eventId, otherId] = [await anEvent(), await anEvent()]
    const [code = ''] = await codesOf(eventId, await aPresale(eventId, { allowance: 2 }), { generate: 1 })
    const later = { name: 'Later', startsAt: inHours(2).toISOString() }
    const [early = ''] = await codesOf(eventId, await aPresale(eventId, later), { generate: 1 })
    const fan = await fans()
    assert.equal(await hold(otherId, fan, [0], code), 'presale-code-refused')
    assert.equal(await hold(eventId, fan, [0], early), 'presale-code-refused')
    assert.equal(await hold(eventId, fan, [0, 1, 2], code), 'limit-reached')
    assert.equal(await hold(eventId, fan, [0, 1], code), 2)
    assert.equal(await hold(eventId, fan, [2], code), 'limit-reached')
  })

  test('does not let itself be guessed', async () => {
    const eventId = await anEvent()
    const [code = '', own = ''] = await codesOf(eventId, await aPresale(eventId), { generate: 2 })
    const guesser = await fans()
    assert.equal(await hold(eventId, guesser, [1], own), 1)
    for (let guess = 0; guess < 20; guess++)
      assert.equal(await hold(eventId, guesser, [0], `GUESS${guess}`), 'presale-code-refused')
    assert.equal(await hold(eventId, guesser, [0], code), 'too-many-requests')
    assert.equal(await hold(eventId, guesser, [2], own), 1, 'what they have used before stays theirs')
    assert.equal(await hold(eventId, await fans(), [0], code), 1)
  })

  test('is kept without its codes, belongs to its organiser, and is before the sale', async () => {
    const eventId = await anEvent()
    const presaleId = await aPresale(eventId)
    await codesOf(eventId, presaleId, { codes: ['OPENSESAME'] })
    const [row] = await house.db.sql<{ row: string }[]>`
      select c::text as row from presale_codes c where presale_id = ${presaleId}`
    assert.doesNotMatch(row?.row ?? '', /sesame/i)
    const path = `/v1/events/${eventId}/presales`
    const body = { name: 'X', startsAt: inHours(1).toISOString(), endsAt: inHours(2).toISOString() }
    assert.equal((await theirs.get(path)).statusCode, 404)
    assert.equal((await theirs.post(path, body)).statusCode, 404)
    assert.equal((await theirs.post(`${path}/${presaleId}/codes`, { generate: 1 })).statusCode, 404)
    assert.equal((await theirs.delete(`${path}/${presaleId}`)).statusCode, 404)
    assert.equal((await mine.post(path, { ...body, name: 'Fan club' })).json().code, 'name-taken')
    assert.equal((await mine.post(path, { ...body, startsAt: inHours(49).toISOString() })).statusCode, 400)
    assert.equal((await mine.post(`${path}/${presaleId}/codes`, {})).statusCode, 400)
    assert.equal((await mine.delete(`${path}/${presaleId}`)).statusCode, 204)
    assert.equal((await mine.delete(`${path}/${presaleId}`)).statusCode, 404)
  })
})
