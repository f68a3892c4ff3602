import assert from 'node:assert/strict'
import type { OrderState } from '@foyer/contract/orders'
import type { Manifest, PlaceNo } from '@foyer/contract'
import { startSandbox, type Sandbox, type SandboxOptions } from '@foyer/sandbox'
import { loadSaleFacts } from '../../catalog/index.ts'
import { given as givenCatalog } from '../../catalog/testing/given.ts'
import { inventoryInvariants, openInventory, type Inventory } from '../../inventory/index.ts'
import { openStripeGateway, paymentInvariants, type PaymentGateway } from '../../payments/index.ts'
import { findBrokenInvariants, type BrokenInvariant } from '../../platform/check.ts'
import { openDatabase } from '../../platform/database.ts'
import { databaseHints } from '../../platform/hints.ts'
import { newId } from '../../platform/ids.ts'
import { silentLog } from '../../platform/log.ts'
import { keysFrom } from '../../platform/secrets.ts'
import { testDatabase, type TestDatabase } from '../../platform/testing/test-database.ts'
import { issueTickets, revokeTickets, ticketInvariants } from '../../tickets/index.ts'
import { catalogPort } from '../catalog-port.ts'
import type { Facts } from '../facts.ts'
import { inventoryPort } from '../inventory-port.ts'
import { orderInvariants } from '../invariants.ts'
import { openBatches } from '../batches.ts'
import { cardDigest } from '../card-limit.ts'
import { placeOrder } from '../place-order.ts'
import { startProgress } from '../progress.ts'
import type { OrderKey } from '../queries.ts'
import { settleOrder, type Settled } from '../settle.ts'
import type { Settling } from '../settling.ts'
import { findOrderView, type OrderView } from '../view-queries.ts'

export const SECRET_KEY = 'sk_test_world'
export const WEBHOOK_SECRET = 'whsec_world'
export const GOOD_CARD = '4242424242424242'

/**
 * Everything that an order meets, real: PostgreSQL, the catalogue, the inventory, tickets, and the payment sandbox through
 * the real client. Nothing happens by itself: no webhook, no clockwork; a test says what happens next.
 */
export interface World extends AsyncDisposable {
  readonly db: TestDatabase
  readonly sandbox: Sandbox
  readonly gateway: PaymentGateway
  readonly inventory: Inventory
  readonly deps: Settling
  readonly organiserId: string
  /** A published event with one row of seats at one price, open for holds. */
  anEvent(seats: number, price?: Price): Promise<string>
  aBuyer(): Promise<string>
  hold(eventId: string, buyerId: string, places: readonly PlaceNo[]): Promise<string>
  /** A buyer's order of these places, not yet settled. */
  order(eventId: string, places: readonly PlaceNo[]): Promise<PlacedOrder>
  settle(order: OrderKey, told?: Facts['told'], deps?: Settling): Promise<Settled>
  /** The order is settled once, so that it can be paid, and the session that the provider has for it. */
  openSession(order: OrderKey): Promise<string>
  pay(order: OrderKey, card?: string): Promise<void>
  view(order: PlacedOrder): Promise<OrderView>
  state(order: OrderKey): Promise<OrderState>
  /** The time to pay is over. */
  runOutOfTime(order: OrderKey): Promise<void>
  /** The hold is over, and others may have its places. */
  lapse(order: PlacedOrder): Promise<void>
  tickets(order: OrderKey): Promise<{ issued: number; revoked: number }>
  brokenInvariants(): Promise<BrokenInvariant[]>
}

export interface PlacedOrder extends OrderKey {
  readonly buyerId: string
  readonly holdId: string
}

interface Price {
  readonly faceValue: number
  readonly fees: number
}

export const everyInvariant = [...inventoryInvariants, ...orderInvariants, ...paymentInvariants, ...ticketInvariants]

export interface WorldOptions {
  readonly timeoutMs?: number
  readonly captureRetryMs?: number
  readonly answerWithinMs?: number
  readonly placesPerCard?: number
  readonly webhookUrl?: string
  readonly enabledEvents?: NonNullable<SandboxOptions['enabledEvents']>
}

export async function aWorld(options: WorldOptions = {}): Promise<World> {
  const db = await testDatabase({ poolMax: 20 })
  const laneDb = openDatabase({ url: db.url, poolMax: 3, applicationName: 'lanes' })
  const log = silentLog()
  const sandbox = await startSandbox({
    secretKey: SECRET_KEY,
    webhookSecret: WEBHOOK_SECRET,
    ...(options.enabledEvents === undefined ? {} : { enabledEvents: options.enabledEvents }),
    ...(options.webhookUrl === undefined ? {} : { webhookUrl: options.webhookUrl }),
  })
  const gateway = openStripeGateway({
    secretKey: SECRET_KEY,
    webhookSecrets: [WEBHOOK_SECRET],
    url: sandbox.url,
    timeoutMs: options.timeoutMs ?? 5_000,
  })
  const catalogue = givenCatalog(db)
  const organiserId = await catalogue.anOrganiser()
  const inventory = openInventory({ db, laneDb, log, loadEvent: loadEventFor(db) })
  await inventory.start()
  const progress = await startProgress(databaseHints(db), log)
  const recording = { db, progress, tickets: { issueTickets, revokeTickets } }
  const deps: Settling = {
    ...recording,
    batches: openBatches(recording),
    gateway,
    log,
    inventory: inventoryPort(inventory),
    behindMs: () => inventory.askBehindMs(),
    cards: {
      digest: cardDigest(keysFrom(Buffer.alloc(32, 7))),
      placesPerCard: () => options.placesPerCard ?? null,
      onTooMany: () => undefined,
    },
    catalog: catalogPort(db.sql),
    publicUrl: 'http://foyer.test',
    captureRetryMs: options.captureRetryMs ?? 60_000,
  }

  const world: World = {
    db,
    sandbox,
    gateway,
    inventory,
    deps,
    organiserId,
    async anEvent(seats, price = { faceValue: 2_200, fees: 300 }) {
      const eventId = await catalogue.anEvent(organiserId, {
        manifestHash: await catalogue.aManifest(oneRow(seats)),
        priceLevels: [{ name: 'Standard', categories: ['standard'], ...price }],
      })
      await inventory.openEvents(db.sql, [eventId])
      return eventId
    },
    async aBuyer() {
      const accountId = newId()
      await db.sql`
        insert into accounts (account_id, kind, email, email_key, password_hash, name)
        values (${accountId}, 'individual', ${`${accountId}@test.invalid`}, ${accountId}, 'none', 'Ada Buyer')`
      return accountId
    },
    async hold(eventId, buyerId, places) {
      const holdId = newId()
      const held = await inventory.holdPlaces({ eventId, holdId, accountId: buyerId, wish: { places } })
      assert.ok('held' in held, JSON.stringify(held))
      return holdId
    },
    async order(eventId, places) {
      const buyerId = await world.aBuyer()
      const holdId = await world.hold(eventId, buyerId, places)
      const outcome = await placeOrder(deps, { buyerId, holdId, key: newId(), operation: 'orders.create' })
      assert.ok('placed' in outcome, JSON.stringify(outcome))
      return { ...outcome.placed, buyerId, holdId }
    },
    async settle(order, told = 'payment', given = deps) {
      const settled = await settleOrder(given, { eventId: order.eventId, orderId: order.orderId }, told)
      assert.ok(settled !== undefined, 'the order is there')
      return settled
    },
    async openSession(order) {
      await world.settle(order)
      const [payment] = await db.sql<{ sessionId: string | null }[]>`
        select session_id as "sessionId" from payments where order_id = ${order.orderId}`
      assert.ok(typeof payment?.sessionId === 'string', 'the session is open')
      return payment.sessionId
    },
    async pay(order, card = GOOD_CARD) {
      sandbox.pay(await world.openSession(order), card)
    },
    async view(order) {
      const view = await findOrderView(db.sql, order.buyerId, order.orderId)
      assert.ok(view !== undefined, 'the order is there')
      return view
    },
    async state(order) {
      const [row] = await db.sql<{ state: OrderState }[]>`select state from orders where order_id = ${order.orderId}`
      assert.ok(row !== undefined, 'the order is there')
      return row.state
    },
    async runOutOfTime(order) {
      await db.sql`update orders set pay_by = now() - interval '1 second' where order_id = ${order.orderId}`
    },
    async lapse({ eventId, holdId }) {
      const answer = await inventory.releaseHold({ eventId, holdId, accountId: null })
      assert.ok('released' in answer, JSON.stringify(answer))
    },
    async tickets(order) {
      const [row] = await db.sql<{ issued: number; revoked: number }[]>`
        select count(*) filter (where state = 'issued') as issued, count(*) filter (where state = 'revoked') as revoked
          from tickets where order_id = ${order.orderId}`
      return row ?? { issued: 0, revoked: 0 }
    },
    brokenInvariants: () => findBrokenInvariants(db.sql, everyInvariant),
    async [Symbol.asyncDispose]() {
      await progress.stop()
      await inventory.stop()
      gateway.close()
      await sandbox.stop()
      await laneDb.close()
      await db[Symbol.asyncDispose]()
    },
  }
  return world
}

/** The catalogue's facts as the inventory wants them. */
const loadEventFor = (db: TestDatabase) => async (eventId: string) => {
  const facts = await loadSaleFacts(db.sql, eventId)
  if (facts === undefined) return undefined
  return {
    manifest: facts.manifest,
    onSaleFrom: 0,
    onSaleUntil: 8.64e15,
    cancelled: false,
    draft: facts.status === 'draft',
    limitPerAccount: facts.allowance,
    categoriesOf: () => undefined,
  }
}

const oneRow = (seats: number): Manifest => ({
  version: 1,
  name: `A row of ${seats}`,
  focal: [0, 0],
  bounds: [0, 0, seats * 10, 20],
  categories: [{ key: 'standard', name: 'Standard' }],
  sections: [
    {
      kind: 'seated',
      key: 'stalls',
      name: 'Stalls',
      category: 'standard',
      rows: [{ label: 'A', seats, labels: { from: 1, step: 1 }, positions: { from: [5, 20], step: [10, 0] } }],
    },
  ],
})
