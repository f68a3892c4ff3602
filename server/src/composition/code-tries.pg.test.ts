import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { bucketsInDatabase } from '../accounts/index.ts'
import { earlyAdmission } from '../catalog/index.ts'
import { catalogHouse, type CatalogHouse } from '../catalog/testing/catalog-house.ts'
import { HOUR_MS } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import { keysFrom } from '../platform/secrets.ts'
import type { SharedBuckets } from '../platform/shared-buckets.ts'

const TRIES = 20
const deriveKey = keysFrom(Buffer.alloc(32, 7))
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS)

describe('wrong presale codes at two processes without a Redis', () => {
  let house: CatalogHouse
  let eventId: string
  before(async () => {
    house = await catalogHouse()
    const organiserId = await house.has.anOrganiser()
    const mine = house.as({ kind: 'vendor', accountId: organiserId })
    eventId = await house.has.anEvent(organiserId, { onSaleAt: inHours(48) })
    const presale = await mine.post(`/v1/events/${eventId}/presales`, {
      name: 'Fan club',
      startsAt: inHours(-1).toISOString(),
      endsAt: inHours(24).toISOString(),
    })
    assert.equal(presale.statusCode, 201, presale.body)
  })
  after(() => house[Symbol.asyncDispose]())

  /** How many wrong codes of an account a new process looks at, and waits each time until it is told. */
  async function guessAt(accountId: string, shared: Pick<SharedBuckets, 'adjust'> | undefined): Promise<number> {
    const told: Promise<unknown>[] = []
    const adjust: SharedBuckets['adjust'] = (...about) => {
      const answer = shared?.adjust(...about) ?? Promise.resolve(undefined)
      told.push(answer)
      return answer
    }
    const admit = earlyAdmission({ db: house.db, deriveKey, shared: { adjust } })
    for (let guess = 0; guess <= TRIES; guess++) {
      const outcome = await admit({ eventId, accountId, code: `GUESS${guess}` })
      await Promise.all(told)
      assert.ok('refused' in outcome)
      if (outcome.refused === 'too-many-requests') return guess
    }
    throw new Error('nobody counts')
  }

  test('counted by each for itself, each process looks at twenty of one account', async () => {
    const accountId = newId()
    assert.deepEqual([await guessAt(accountId, undefined), await guessAt(accountId, undefined)], [TRIES, TRIES])
  })

  test('counted in the database, the second process looks at one more, and then knows', async () => {
    const accountId = newId()
    const shared = () => bucketsInDatabase(house.db.sql, deriveKey, silentLog())
    assert.deepEqual([await guessAt(accountId, shared()), await guessAt(accountId, shared())], [TRIES, 1])
  })
})
