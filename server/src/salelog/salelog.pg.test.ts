import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { verifySaleProof } from '@foyer/contract/sale-log.proof'
import { verifySaleLog } from '@foyer/contract/sale-log.verify'
import { findBrokenInvariants } from '../platform/check.ts'
import { newId } from '../platform/ids.ts'
import { saleLogInvariants } from './invariants.ts'
import { proveSale, readCheckpoint } from './log-files.ts'
import { download, filesIn } from './testing/kept-log.ts'
import { aLogWorld, type LogWorld } from './testing/log-world.ts'
import { secondVerify } from './testing/second-verifier.ts'

/** What both verifiers say of a log, which must be the same. */
async function verified(world: LogWorld, eventId: string, since?: string) {
  const files = await download(world.files(eventId))
  const key = world.keys.noteKey(eventId)
  const verdict = await verifySaleLog({ files: filesIn(files), key, ...(since === undefined ? {} : { since }) })
  assert.ok(verdict.ok, JSON.stringify(verdict))
  assert.equal(secondVerify(files, key, since), verdict.report.size)
  assert.deepEqual(await findBrokenInvariants(world.db.sql, saleLogInvariants), [])
  return verdict.report
}

describe('the public log of a sale', () => {
  test('begins with the manifest, before anything is sold', async () => {
    await using world = await aLogWorld()
    const eventId = await world.anEvent()
    await world.bringOn(eventId)
    const report = await verified(world, eventId)
    assert.equal(report.size, 1)
    assert.deepEqual(
      report.levels.map(({ name, available, sold }) => ({ name, available, sold })),
      [{ name: 'Standard', available: 20, sold: 0 }],
    )
  })

  test('tells every change, and both verifiers count what the inventory has', async () => {
    await using world = await aLogWorld()
    const eventId = await world.anEvent()
    const { inventory } = world
    await inventory.blockPlaces({ eventId, places: [0, 1, 5], reason: 'house', whenTaken: 'refuse' })
    await inventory.unblockPlaces({ eventId, places: [1] })
    const released = await world.hold(eventId, [12, 13])
    await inventory.releaseHold({ eventId, holdId: released, accountId: null })
    const bought = await world.hold(eventId, [13, 14, 15])
    await inventory.extendHold({ eventId, holdId: bought, accountId: null, by: 'payment', ttlMs: 1_200_000 })
    const orderId = await world.sell(eventId, bought)
    await world.bringOn(eventId)
    await inventory.returnPlaces({ eventId, holdId: bought, orderId, places: [14] })
    await world.sell(eventId, released, 'substitutes')
    await world.hold(eventId, [10])
    await world.bringOn(eventId)
    const { counts, levels } = await verified(world, eventId)
    assert.deepEqual(
      { ...counts, manifest: undefined },
      {
        held: 3,
        released: 1,
        expired: 0,
        extended: 1,
        sold: 1,
        'sold-late': 1,
        returned: 1,
        blocked: 1,
        unblocked: 1,
        manifest: undefined,
      },
    )
    assert.deepEqual(
      levels.map(({ available, held, sold, house, kill }) => ({ available, held, sold, house, kill })),
      [{ available: 13, held: 1, sold: 4, house: 2, kill: 0 }],
    )
  })

  test('publishes a manifest anew when a price, a presale or what is kept back changes, and not otherwise', async () => {
    await using world = await aLogWorld()
    const eventId = await world.anEvent()
    await world.bringOn(eventId)
    await world.bringOn(eventId)
    await world.db.sql`update price_levels set face_minor = 5000, all_in_minor = 5300 where event_id = ${eventId}`
    await world.bringOn(eventId)
    await world.inventory.blockPlaces({ eventId, places: [7], reason: 'kill', whenTaken: 'refuse' })
    await world.bringOn(eventId)
    await world.db.sql`
      insert into presales (presale_id, event_id, name, starts_at, ends_at)
      values (${newId()}, ${eventId}, 'Fan club', now(), now() + interval '1 day')`
    await world.bringOn(eventId)
    const { counts } = await verified(world, eventId)
    assert.deepEqual([counts.manifest, counts.blocked], [4, 1])
  })

  test('a draft has none', async () => {
    await using world = await aLogWorld()
    const eventId = await world.catalogue.anEvent(world.organiserId, { draft: true })
    await world.bringOn(eventId)
    assert.equal(await readCheckpoint(world.db.sql, world.keys, eventId), undefined)
    assert.equal((await world.db.sql`select from sale_logs`).length, 0)
  })

  test('holds no id of a person, hold or order', async () => {
    await using world = await aLogWorld()
    const eventId = await world.anEvent()
    const holdId = await world.hold(eventId, [4])
    const orderId = await world.sell(eventId, holdId)
    await world.bringOn(eventId)
    const text = [...(await download(world.files(eventId))).values()]
      .map((bytes) => Buffer.from(bytes).toString('latin1'))
      .join()
    const [hold] = await world.db.sql<{ account_id: string }[]>`select account_id from holds`
    for (const id of [holdId, orderId, hold?.account_id ?? '']) assert.ok(!text.includes(id))
  })

  test('goes on from a checkpoint that somebody kept', async () => {
    await using world = await aLogWorld()
    const eventId = await world.anEvent(700)
    await world.bringOn(eventId)
    for (let place = 0; place < 40; place++) await world.hold(eventId, [place])
    await world.bringOn(eventId)
    const kept = await readCheckpoint(world.db.sql, world.keys, eventId)
    await Promise.all(Array.from({ length: 600 }, (_, index) => world.hold(eventId, [40 + index])))
    await world.bringOn(eventId)
    const { size } = await verified(world, eventId, kept)
    assert.equal(size, 641)
  })
})

describe('a proof of purchase', () => {
  test('shows the order to be in the log, to whoever is given it', async () => {
    await using world = await aLogWorld()
    const eventId = await world.anEvent(700)
    const orders = await Promise.all(
      Array.from({ length: 300 }, async (_, place) => world.sell(eventId, await world.hold(eventId, [place]))),
    )
    await world.bringOn(eventId)
    for (const orderId of orders.slice(0, 20)) {
      const proof = await proveSale(world.db.sql, world.keys, { eventId, orderId })
      assert.ok(proof !== undefined)
      const verdict = await verifySaleProof(proof, world.keys.noteKey(eventId))
      assert.ok(verdict.ok, JSON.stringify(verdict))
      assert.equal(verdict.size, 601)
    }
  })

  test('is refused for another order, leaf, salt, path, checkpoint or key', async () => {
    await using world = await aLogWorld()
    const [eventId, other] = [await world.anEvent(), await world.anEvent()]
    const orderId = await world.sell(eventId, await world.hold(eventId, [4]))
    await world.sell(eventId, await world.hold(eventId, [5]))
    await world.bringOn(eventId)
    await world.bringOn(other)
    const proof = await proveSale(world.db.sql, world.keys, { eventId, orderId })
    assert.ok(proof !== undefined)
    const forged = [
      { ...proof, order: { ...proof.order, id: newId() } },
      { ...proof, order: proof.hold },
      { ...proof, hold: { ...proof.hold, salt: proof.order.salt } },
      { ...proof, leaf: { ...proof.leaf, index: proof.leaf.index + 1 } },
      { ...proof, leaf: { ...proof.leaf, text: proof.leaf.text.replace('"places":[4]', '"places":[5]') } },
      { ...proof, path: proof.path.slice(1) },
      { ...proof, path: proof.path.toReversed() },
      { ...proof, checkpoint: (await readCheckpoint(world.db.sql, world.keys, other)) ?? '' },
      { ...proof, checkpoint: proof.checkpoint.replace(/\n\d+\n/, '\n3\n') },
    ]
    for (const one of forged) assert.equal((await verifySaleProof(one)).ok, false, JSON.stringify(one))
    assert.equal((await verifySaleProof(proof, world.keys.noteKey(other))).ok, false)
    assert.equal((await verifySaleProof(proof)).ok, true)
  })

  test('an order that is not sold has none', async () => {
    await using world = await aLogWorld()
    const eventId = await world.anEvent()
    await world.hold(eventId, [4])
    await world.bringOn(eventId)
    assert.equal(await proveSale(world.db.sql, world.keys, { eventId, orderId: newId() }), undefined)
  })
})
