import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { isUniqueViolation } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import type { Actor } from '../platform/http/route.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { forgetDeletedHolders } from './events.ts'
import { ticketsOfPerson } from './export-tickets.ts'
import { findTicketFor, ticketsOf, type TicketsWanted } from './find-tickets.ts'
import { issueTickets } from './issue-tickets.ts'
import { revokeTickets } from './revoke-tickets.ts'
import { anEvent, factsFrom } from './testing/facts.ts'
import { anAccount, anOrder } from './testing/paid-order.ts'

const db = await testDatabase()

const announced = (kind: string, orderId: string) =>
  db.sql<{ data: Record<string, unknown> }[]>`
    select data from outbox where kind = ${kind} and subject = ${`order:${orderId}`} order by outbox_id`
const liveOf = async (orderId: string) =>
  (
    await db.sql<{ place: number }[]>`
    select place_no as place from tickets where order_id = ${orderId} and state = 'issued' order by place_no`
  ).map(({ place }) => place)
const actorOf = (accountId: string): Actor => ({ accountId, kind: 'individual', sessionId: newId() })

describe('tickets', () => {
  after(() => db[Symbol.asyncDispose]())

  describe('issuing', () => {
    test('an order gets one ticket for each of its places, and it is announced', async () => {
      const holder = await anAccount(db)
      const order = await anOrder(db, { buyerId: holder.accountId, places: [4, 5] })
      const ticketIds = await db.transaction((tx) => issueTickets(tx, { ...order, holder }))
      assert.equal(ticketIds.length, 2)
      assert.deepEqual(await liveOf(order.orderId), [4, 5])
      const [announcement] = await announced('tickets.issued', order.orderId)
      assert.deepEqual(announcement?.data, { orderId: order.orderId, accountId: holder.accountId, ticketIds })
    })

    test('an order is issued tickets once, also after they were revoked', async () => {
      const holder = await anAccount(db)
      const order = await anOrder(db, { buyerId: holder.accountId, places: [1, 2] })
      await db.transaction((tx) => issueTickets(tx, { ...order, holder }))
      assert.deepEqual(await db.transaction((tx) => issueTickets(tx, { ...order, holder })), [])
      await db.transaction((tx) => revokeTickets(tx, { ...order, places: 'all', because: 'refunded' }))
      assert.deepEqual(await db.transaction((tx) => issueTickets(tx, { ...order, holder })), [])
      assert.deepEqual(await liveOf(order.orderId), [])
      assert.equal((await announced('tickets.issued', order.orderId)).length, 1)
    })

    test('a place with a live ticket gets no second one, and nothing of the other order is issued', async () => {
      const holder = await anAccount(db)
      const first = await anOrder(db, { buyerId: holder.accountId, places: [7] })
      const second = await anOrder(db, { buyerId: holder.accountId, places: [6, 7], eventId: first.eventId })
      await db.transaction((tx) => issueTickets(tx, { ...first, holder }))
      await assert.rejects(
        db.transaction((tx) => issueTickets(tx, { ...second, holder })),
        (error) => isUniqueViolation(error, 'tickets_one_live_per_place'),
      )
      assert.deepEqual(await liveOf(second.orderId), [])
      assert.deepEqual([...(await announced('tickets.issued', second.orderId))], [])
    })

    test('a place whose ticket was revoked can be issued to the next order', async () => {
      const holder = await anAccount(db)
      const first = await anOrder(db, { buyerId: holder.accountId, places: [7] })
      const second = await anOrder(db, { buyerId: holder.accountId, places: [7], eventId: first.eventId })
      await db.transaction((tx) => issueTickets(tx, { ...first, holder }))
      await db.transaction((tx) => revokeTickets(tx, { ...first, places: 'all', because: 'refunded' }))
      await db.transaction((tx) => issueTickets(tx, { ...second, holder }))
      assert.deepEqual(await liveOf(second.orderId), [7])
    })

    test('no ticket is issued for a place that the order does not have', async () => {
      const holder = await anAccount(db)
      const order = await anOrder(db, { buyerId: holder.accountId, places: [1] })
      await assert.rejects(db.transaction((tx) => issueTickets(tx, { ...order, places: [2], holder })))
    })

    test('tickets vanish with the transaction that was to confirm the order', async () => {
      const holder = await anAccount(db)
      const order = await anOrder(db, { buyerId: holder.accountId, places: [1] })
      const crash = db.transaction(async (tx) => {
        await issueTickets(tx, { ...order, holder })
        throw new Error('the confirmation fails')
      })
      await assert.rejects(crash, /the confirmation fails/)
      assert.deepEqual(await liveOf(order.orderId), [])
      assert.deepEqual([...(await announced('tickets.issued', order.orderId))], [])
    })
  })

  describe('revoking', () => {
    test('takes the tickets of some places, leaves the others, and tells why', async () => {
      const holder = await anAccount(db)
      const order = await anOrder(db, { buyerId: holder.accountId, places: [1, 2, 3] })
      await db.transaction((tx) => issueTickets(tx, { ...order, holder }))
      const revoked = await db.transaction((tx) => revokeTickets(tx, { ...order, places: [2], because: 'refunded' }))
      assert.equal(revoked.length, 1)
      assert.deepEqual(await liveOf(order.orderId), [1, 3])
      const ticket = await findTicketFor(db.sql, actorOf(holder.accountId), revoked[0] ?? '')
      assert.equal(ticket?.revokedBecause, 'refunded')
      const [announcement] = await announced('tickets.revoked', order.orderId)
      assert.deepEqual(announcement?.data, { orderId: order.orderId, ticketIds: revoked, because: 'refunded' })
    })

    test('again changes nothing and announces nothing', async () => {
      const holder = await anAccount(db)
      const order = await anOrder(db, { buyerId: holder.accountId, places: [1] })
      await db.transaction((tx) => issueTickets(tx, { ...order, holder }))
      await db.transaction((tx) => revokeTickets(tx, { ...order, places: 'all', because: 'refunded' }))
      const again = await db.transaction((tx) => revokeTickets(tx, { ...order, places: 'all', because: 'cancelled' }))
      assert.deepEqual(again, [])
      assert.equal((await announced('tickets.revoked', order.orderId)).length, 1)
    })
  })

  describe('finding', () => {
    const NOW = new Date('2027-06-01T00:00:00Z')
    const pastEvent = newId()
    const services = {
      db,
      clock: { now: () => NOW },
      facts: factsFrom(db, (eventId) =>
        anEvent({
          eventId,
          ...(eventId === pastEvent ? { startsAt: new Date('2027-05-01T18:00:00Z'), doorsAt: null } : {}),
        }),
      ),
    }
    const pageOf = async (accountId: string, wanted: Partial<TicketsWanted> = {}) => {
      const page = await ticketsOf(services, accountId, { limit: 100, ...wanted })
      return 'refused' in page ? assert.fail(page.refused) : page
    }
    const issued = async (places: number[], eventId?: string, to?: { accountId: string; name: string }) => {
      const holder = to ?? (await anAccount(db))
      const order = await anOrder(db, {
        buyerId: holder.accountId,
        places,
        ...(eventId === undefined ? {} : { eventId }),
      })
      const ticketIds = await db.transaction((tx) => issueTickets(tx, { ...order, holder }))
      return { holder, order, ticketIds }
    }

    test("another's ticket looks like one that is not there", async () => {
      const { holder, ticketIds } = await issued([1])
      const [ticketId = ''] = ticketIds
      const stranger = await anAccount(db)
      assert.equal((await findTicketFor(db.sql, actorOf(holder.accountId), ticketId))?.ticketId, ticketId)
      assert.equal(await findTicketFor(db.sql, actorOf(stranger.accountId), ticketId), undefined)
      assert.equal(await findTicketFor(db.sql, actorOf(stranger.accountId), newId()), undefined)
      assert.deepEqual((await pageOf(stranger.accountId)).items, [])
    })

    test('pages hold every ticket once, the latest issued first', async () => {
      const { holder } = await issued([1, 2, 3])
      await issued([4, 5], undefined, holder)
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await pageOf(holder.accountId, { limit: 2, ...(cursor === undefined ? {} : { cursor }) })
        seen.push(...page.items.map(({ ticketId }) => ticketId))
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      assert.equal(seen.length, 5)
      assert.deepEqual(seen, [...new Set(seen)].sort().reverse())
    })

    test('a page that is exactly full has no next', async () => {
      const { holder } = await issued([1, 2])
      assert.equal((await pageOf(holder.accountId, { limit: 2 })).next, null)
    })

    test('a cursor that no page gave is refused', async () => {
      const { holder } = await issued([1])
      assert.deepEqual(await ticketsOf(services, holder.accountId, { limit: 1, cursor: 'bm9uc2Vuc2U' }), {
        refused: 'bad-cursor',
      })
    })

    test('tickets are found by event and by order', async () => {
      const { holder, order } = await issued([1, 2])
      const other = await issued([3], undefined, holder)
      const placesOf = async (wanted: Partial<TicketsWanted>) =>
        (await pageOf(holder.accountId, wanted)).items.map(({ placeNo }) => placeNo).sort((a, b) => a - b)
      assert.deepEqual(await placesOf({}), [1, 2, 3])
      assert.deepEqual(await placesOf({ eventId: order.eventId }), [1, 2])
      assert.deepEqual(await placesOf({ orderId: other.order.orderId }), [3])
      assert.deepEqual(await placesOf({ eventId: order.eventId, orderId: other.order.orderId }), [])
    })

    test('upcoming leaves out what is over and what was revoked', async () => {
      const { holder, order } = await issued([1, 2])
      await issued([3], pastEvent, holder)
      await db.transaction((tx) => revokeTickets(tx, { ...order, places: [2], because: 'refunded' }))
      const places = async (wanted: Partial<TicketsWanted>) =>
        (await pageOf(holder.accountId, wanted)).items.map(({ placeNo }) => placeNo).sort((a, b) => a - b)
      assert.deepEqual(await places({ upcoming: true }), [1])
      assert.deepEqual(await places({ upcoming: true, eventId: pastEvent }), [])
      assert.deepEqual(await places({ upcoming: false }), [1, 2, 3])
    })

    test('a person can export the tickets that they hold, without their codes', async () => {
      const { holder, ticketIds } = await issued([1])
      const exported = await ticketsOfPerson.collect(db.sql, holder.accountId)
      assert.ok(Array.isArray(exported))
      assert.deepEqual(
        exported.map((ticket: { ticketId: string }) => ticket.ticketId),
        ticketIds,
      )
      assert.doesNotMatch(JSON.stringify(exported), /code/)
    })

    test('a deleted account leaves no name on a ticket', async () => {
      const { holder, ticketIds } = await issued([1])
      const kept = await issued([2])
      const deleted = {
        kind: 'account.deleted',
        subject: `account:${holder.accountId}`,
        data: { accountId: holder.accountId },
        outboxId: newId(),
        madeAt: NOW,
      }
      await db.transaction((tx) => forgetDeletedHolders([deleted], tx))
      assert.equal((await findTicketFor(db.sql, actorOf(holder.accountId), ticketIds[0] ?? ''))?.holderName, '')
      assert.equal(
        (await findTicketFor(db.sql, actorOf(kept.holder.accountId), kept.ticketIds[0] ?? ''))?.holderName,
        'Zoë Ängström',
      )
    })
  })
})
