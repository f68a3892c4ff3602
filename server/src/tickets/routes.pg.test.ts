import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { after, describe, test } from 'node:test'
import type { Ticket } from '@foyer/contract/tickets'
import type { TicketKeySet } from '@foyer/contract/ticket-keys'
import { newId } from '../platform/ids.ts'
import { verifyTicket } from './codec.ts'
import { revokeTickets } from './revoke-tickets.ts'
import { anEvent } from './testing/facts.ts'
import { anAccount } from './testing/paid-order.ts'
import { readPng, readQr } from './testing/read-qr.ts'
import { nowhere, openTicketsHouse } from './testing/tickets-house.ts'

interface Page {
  items: Ticket[]
  next: string | null
}
interface Refusal {
  code: string
  revokedBecause?: string
  errors?: { field: string }[]
}

const house = await openTicketsHouse()
const buyer = await house.aBuyer([11, 12])
const [ticketId = ''] = buyer.ticketIds
const stranger = (await anAccount(house.db)).accountId

describe('the routes of tickets', () => {
  after(() => house[Symbol.asyncDispose]())

  const ofTicket = ['', '/code.png', '/code.svg', '/ticket.pdf'].map((path) => `/v1/tickets/${ticketId}${path}`)
  const ofOrder = ['tickets.pdf', 'calendar.ics'].map((path) => `/v1/orders/${buyer.order.orderId}/${path}`)

  test('a holder sees the ticket with its event, its place and its code', async () => {
    const ticket = await house.json<Ticket>(`/v1/tickets/${ticketId}`, buyer.accountId)
    assert.equal(ticket.id, ticketId)
    assert.equal(ticket.state, 'issued')
    assert.deepEqual([ticket.section, ticket.row, ticket.seat, ticket.gate], ['Block 112', '2', '2', 'North'])
    assert.equal(ticket.event.title, 'A Night of Tides')
    assert.equal(ticket.admitsFrom, '2027-06-05T04:00:00.000Z')
  })

  test('of an event that was taken back the holder sees the ticket, and strangers not even the keys', async (t) => {
    t.after(() => (house.event = anEvent()))
    const keys = `/v1/events/${house.event.eventId}/ticket-keys`
    assert.equal((await house.get(keys)).status, 200)
    house.event = anEvent({ isPublic: false, status: 'postponed' })
    assert.equal((await house.get(keys)).status, 404)
    for (const url of [...ofTicket, ...ofOrder]) assert.equal((await house.get(url, buyer.accountId)).status, 200, url)
  })

  test('nobody else sees anything of it: to strangers it is not there, and without an account one must sign in', async () => {
    for (const url of [...ofTicket, ...ofOrder]) {
      assert.equal((await house.get(url, buyer.accountId)).status, 200, url)
      assert.equal((await house.get(url, stranger)).status, 404, url)
      assert.equal((await house.get(url)).status, 401, url)
    }
    const [unknown, anothers] = await Promise.all(
      [newId(), ticketId].map((id) => house.json<Record<string, unknown>>(`/v1/tickets/${id}`, stranger)),
    )
    assert.deepEqual({ ...unknown, instance: '' }, { ...anothers, instance: '' })
  })

  test('no answer about a ticket may be kept by anything on the way', async () => {
    for (const url of [...ofTicket, ...ofOrder, '/v1/tickets'])
      assert.equal((await house.get(url, buyer.accountId)).cache, 'no-store', url)
  })

  test('the code of the list, of the ticket and of the picture is one, and verifies with the public keys', async () => {
    const { items } = await house.json<Page>('/v1/tickets', buyer.accountId)
    const { code } = await house.json<Ticket>(`/v1/tickets/${ticketId}`, buyer.accountId)
    assert.equal(items.find((ticket) => ticket.id === ticketId)?.code, code)
    const png = await house.get(`/v1/tickets/${ticketId}/code.png`, buyer.accountId)
    assert.equal(png.type, 'image/png')
    assert.equal(readQr(readPng(png.body)), code)

    const { keys } = await house.json<TicketKeySet>(`/v1/events/${buyer.order.eventId}/ticket-keys`)
    const [jwk] = keys
    assert.equal(jwk?.kid, `${buyer.order.eventId}.1`)
    const publicKey = createPublicKey({ key: { ...jwk }, format: 'jwk' })
    const verdict = verifyTicket(code ?? '', () => publicKey, {
      eventId: buyer.order.eventId,
      at: new Date('2027-06-05T17:00:00Z'),
    })
    assert.ok(verdict.ok)
    assert.equal(verdict.statement.ticketId, ticketId)
    assert.equal(verdict.statement.placeNo, 11)
    assert.deepEqual(verdict.statement.address, { section: 'Block 112', row: '2', seat: '2' })
  })

  test('when the event moves, the code moves with it', async () => {
    const before = await house.json<Ticket>(`/v1/tickets/${ticketId}`, buyer.accountId)
    house.event = anEvent({ startsAt: new Date('2027-07-05T17:30:00Z'), doorsAt: null, status: 'rescheduled' })
    const moved = await house.json<Ticket>(`/v1/tickets/${ticketId}`, buyer.accountId)
    house.event = anEvent()
    const again = await house.json<Ticket>(`/v1/tickets/${ticketId}`, buyer.accountId)
    assert.notEqual(moved.code, before.code)
    assert.equal(moved.admitsFrom, '2027-07-05T05:30:00.000Z')
    assert.equal(again.code, before.code)
  })

  test('the documents are what they say they are', async () => {
    const svg = await house.get(`/v1/tickets/${ticketId}/code.svg`, buyer.accountId)
    assert.equal(svg.type, 'image/svg+xml')
    assert.match(svg.body.toString(), /^<svg /)
    const one = await house.get(`/v1/tickets/${ticketId}/ticket.pdf`, buyer.accountId)
    const all = await house.get(`/v1/orders/${buyer.order.orderId}/tickets.pdf`, buyer.accountId)
    assert.equal(all.type, 'application/pdf')
    const pages = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length
    assert.deepEqual([pages(one.body), pages(all.body)], [1, 2])
    const calendar = await house.get(`/v1/orders/${buyer.order.orderId}/calendar.ics`, buyer.accountId)
    assert.equal(calendar.type, 'text/calendar; charset=utf-8')
    assert.match(calendar.body.toString(), new RegExp(`UID:${buyer.order.orderId}`))
  })

  test('a revoked ticket has no code, in any form, and says why; the others of its order stay', async () => {
    const { accountId, order, ticketIds } = await house.aBuyer([21, 22])
    const [first = '', second = ''] = ticketIds
    await house.db.transaction((tx) => revokeTickets(tx, { ...order, places: [21], because: 'refunded' }))
    const revoked = await house.json<Ticket>(`/v1/tickets/${first}`, accountId)
    assert.deepEqual([revoked.state, revoked.code, revoked.revokedBecause], ['revoked', null, 'refunded'])
    for (const path of ['code.png', 'code.svg', 'ticket.pdf']) {
      const answer = await house.get(`/v1/tickets/${first}/${path}`, accountId)
      const refusal: Refusal = JSON.parse(answer.body.toString())
      assert.deepEqual([answer.status, refusal.code, refusal.revokedBecause], [410, 'ticket-revoked', 'refunded'])
    }
    assert.equal((await house.get(`/v1/tickets/${second}/code.png`, accountId)).status, 200)

    await house.db.transaction((tx) => revokeTickets(tx, { ...order, places: 'all', because: 'refunded' }))
    const pdf = await house.get(`/v1/orders/${order.orderId}/tickets.pdf`, accountId)
    assert.equal(pdf.status, 409)
    const calendar = await house.get(`/v1/orders/${order.orderId}/calendar.ics`, accountId)
    assert.match(calendar.body.toString(), /STATUS:CANCELLED/)
  })

  test('the list is paged and filtered, and refuses what it does not understand', async (t) => {
    const { accountId, order } = await house.aBuyer([31, 32, 33])
    const first = await house.json<Page>('/v1/tickets?limit=2', accountId)
    const second = await house.json<Page>(`/v1/tickets?limit=2&cursor=${first.next}`, accountId)
    assert.deepEqual([first.items.length, second.items.length, second.next], [2, 1, null])
    const upcoming = async () =>
      (await house.json<Page>(`/v1/tickets?event=${order.eventId}&upcoming=true`, accountId)).items.length
    assert.equal(await upcoming(), 3)
    const before = house.now
    t.after(() => (house.now = before))
    house.now = new Date('2027-06-07T12:00:00Z')
    assert.equal(await upcoming(), 0, 'after the evening')
    assert.equal((await house.json<Page>(`/v1/tickets?order=${newId()}`, accountId)).items.length, 0)
    for (const [query, field] of [
      ['cursor=x', 'query.cursor'],
      ['limit=1000', 'query.limit'],
      ['event=here', 'query.event'],
      ['upcoming=perhaps', 'query.upcoming'],
      ['state=issued', 'query.state'],
    ]) {
      const refusal = await house.json<Refusal>(`/v1/tickets?${query}`, accountId)
      assert.deepEqual([refusal.code, refusal.errors?.[0]?.field], ['bad-request', field])
    }
  })

  test('keys are for anybody to keep for a while, and there are none for an event that is not there', async () => {
    const known = await house.get(`/v1/events/${buyer.order.eventId}/ticket-keys`)
    assert.deepEqual([known.status, known.cache], [200, 'public, max-age=3600'])
    assert.equal((await house.get(`/v1/events/${nowhere}/ticket-keys`)).status, 404)
  })
})

test('when too many documents are being made, the buyer is asked to come back and told where the codes are', async () => {
  await using busy = await openTicketsHouse({ pdf: { render: async () => 'busy' } })
  const { accountId, order } = await busy.aBuyer([1])
  const answer = await busy.get(`/v1/orders/${order.orderId}/tickets.pdf`, accountId)
  assert.equal(answer.status, 503)
  assert.match(answer.body.toString(), /GET \/v1\/tickets/)
})
