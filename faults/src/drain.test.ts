import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect as openSocket } from 'node:net'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { inventoryRoutes } from '@foyer/contract/inventory'
import { Book } from './lib/book.ts'
import { NoAnswer } from './lib/insist.ts'
import { openHouse, type House } from './lib/house.ts'
import { familyOf, living } from './lib/processes.ts'
import { Purchase } from './lib/purchase.ts'
import { beginRun } from './lib/run.ts'
import { signInAt } from './lib/sign-in.ts'
import { setStage } from './lib/stage.ts'
import { verdict } from './lib/verdict.ts'

const STOPPED_WITHIN_MS = 20_000
const CLIENTS = 40
const STREAMS = 20

describe('SIGTERM', () => {
  test('answers what was accepted, ends the streams, leaves no process, and the data starts again', async () => {
    const run = beginRun('drain')
    await using house = await openHouse()
    const stage = await house.withDatabase((db) => setStage(db, { seats: 4_000, accounts: 2_000 }))
    const book = new Book()
    const signIn = signInAt([house.url], await house.folder.keys())
    const family = familyOf(house.foyer().pid, house.folder.postmaster() ?? -1)
    const streams = await Promise.all(Array.from({ length: STREAMS }, () => openStream(house, stage.eventId)))
    await using _stalled = await stalledClients(house)

    let stopping = false
    const clients = Array.from({ length: CLIENTS }, async (_, index) => {
      const chance = run.chance(index)
      for (let unanswered = false; !unanswered;) {
        const accountId = stage.accounts.pop()
        if (accountId === undefined) return
        const wish = { places: chance.sample(stage.places, 2) }
        const client = await signIn(accountId)
        const purchase = new Purchase({ client, accountId, book, eventId: stage.eventId, wish, patienceMs: 0 })
        unanswered = await isUnanswered(
          async () => (await purchase.hold()) && chance.once(2) && (await purchase.order()),
        )
        if (unanswered) assert.ok(stopping, 'no connection is lost before it is told to stop')
      }
    })
    await wait(300 + run.chance(CLIENTS).int(500))
    stopping = true
    const { status, ms } = await house.foyer().stop()
    await Promise.all(clients)
    console.log(`stopped in ${ms} ms`, JSON.stringify(book.summary()))

    assert.equal(status, 0)
    assert.ok(ms < STOPPED_WITHIN_MS, `it took ${ms} ms`)
    assert.deepEqual(
      await Promise.all(streams.map((stream) => stream.ended)),
      streams.map(() => 'ended'),
    )
    assert.deepEqual(living(family), [])
    await house.start()
    await house.withDatabase(async ({ sql }) => assert.deepEqual(await verdict(sql, stage.eventId, book), []))
    assert.equal((await house.foyer().stop()).status, 0)
  })

  test('leaves no process when it comes while Foyer starts, or while its database is away', async () => {
    const chance = beginRun('drain early').chance(0)
    await using house = await openHouse()
    const stop = async () => {
      const family = familyOf(house.foyer().pid, house.folder.postmaster() ?? -1)
      const { status, ms } = await house.foyer().stop()
      console.log(`stopped with ${status} in ${ms} ms`)
      assert.ok(ms < STOPPED_WITHIN_MS, `it took ${ms} ms`)
      assert.deepEqual([house.folder.postmaster(), ...living(family)], [undefined])
    }
    house.folder.killDatabase()
    await wait(chance.int(500))
    await stop()
    for (const step of [0, 1, 2, 3, 4]) {
      house.launch()
      while (house.folder.postmaster() === undefined) await wait(5)
      await wait(step * 150 + chance.int(150))
      await stop()
    }
    await house.start()
    assert.equal((await house.foyer().stop()).status, 0)
  })
})

async function isUnanswered(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return false
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    return true
  }
}

async function openStream({ url }: House, eventId: string) {
  const response = await fetch(url + inventoryRoutes.stream.path.replace(':eventId', eventId))
  const reader = response.body?.getReader()
  await reader?.read()
  const untilEnd = async () => {
    while ((await reader?.read())?.done === false);
    return 'ended'
  }
  return { ended: untilEnd().catch(String) }
}

/** Clients that connected and say nothing, or no more than half a request. */
async function stalledClients({ url }: House): Promise<AsyncDisposable> {
  const { hostname, port } = new URL(url)
  const half =
    'POST /v1/orders HTTP/1.1\r\nhost: foyer\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{'
  const sockets = ['', half.slice(0, 30), half].map((text) => {
    const socket = openSocket(Number(port), hostname, () => socket.write(text))
    // Cut off in the end, as it must be.
    return socket.on('error', () => undefined)
  })
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  return { [Symbol.asyncDispose]: async () => sockets.forEach((socket) => socket.destroy()) }
}
