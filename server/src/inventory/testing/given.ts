import type { CompiledManifest } from '@foyer/contract/compiled-manifest'
import { findBrokenInvariants } from '../../platform/check.ts'
import { openDatabase, type Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { silentLog } from '../../platform/log.ts'
import {
  openInventory,
  type AdmitEarly,
  type CheckPass,
  type HoldOutcome,
  type Inventory,
  type NetworkLimits,
  type SaleFacts,
} from '../index.ts'
import { inventoryInvariants } from '../invariants.ts'

export interface GivenEvent {
  readonly eventId: string
  readonly plan: CompiledManifest
  readonly facts: SaleFacts
}

const ALWAYS = 8.64e15
const ANSWER_MS = 500

/** An event on sale, open to everybody from the beginning of time. */
export const anEvent = (plan: CompiledManifest, facts: Partial<SaleFacts> = {}): GivenEvent => ({
  eventId: newId(),
  plan,
  facts: {
    manifest: plan,
    onSaleFrom: 0,
    onSaleUntil: ALWAYS,
    cancelled: false,
    draft: false,
    limitPerAccount: 10,
    categoriesOf: (priceLevel) => (priceLevel in plan.categories ? [Number(priceLevel)] : undefined),
    ...facts,
  },
})

export interface Node extends AsyncDisposable {
  readonly inventory: Inventory
  readonly laneDb: Database
}

/** One API node's inventory on a database, started; several on one database are several nodes. */
export async function aNode(
  db: Database,
  events: readonly GivenEvent[],
  options: {
    holdTtlMs?: number
    laneUrl?: string
    checkPass?: CheckPass
    hasWaitingRoom?: () => boolean
    placesPerNetwork?: number
    admitEarly?: AdmitEarly
  } = {},
): Promise<Node> {
  const laneDb = openDatabase({ url: options.laneUrl ?? db.url, poolMax: 2, applicationName: 'lanes' })
  const facts = new Map(events.map((event) => [event.eventId, event.facts]))
  const inventory = openInventory({
    db,
    laneDb,
    log: silentLog(),
    loadEvent: (eventId) => Promise.resolve(facts.get(eventId)),
    ...(options.holdTtlMs !== undefined && { holdTtlMs: options.holdTtlMs }),
    ...(options.hasWaitingRoom !== undefined && { hasWaitingRoom: options.hasWaitingRoom }),
    ...(options.placesPerNetwork !== undefined && { networks: networksOf(options.placesPerNetwork) }),
    ...(options.admitEarly !== undefined && { admitEarly: options.admitEarly }),
    ...(options.checkPass !== undefined && { checkPass: options.checkPass }),
  })
  for (const { eventId } of events) await inventory.openEvents(db.sql, [eventId])
  await inventory.start()
  return {
    inventory,
    laneDb,
    async [Symbol.asyncDispose]() {
      await inventory.stop()
      await laneDb.close()
    },
  }
}

/** Asks until the lane is not too busy, as a client does. */
export async function patiently<Outcome extends object>(ask: () => Promise<Outcome>): Promise<Outcome> {
  for (;;) {
    const outcome = await ask()
    if (!('refused' in outcome) || outcome.refused !== 'busy' || !('retryAfterMs' in outcome)) return outcome
    const pauseMs = Number(outcome.retryAfterMs) / 10
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

/**
 * Waits until a hold is over at a node as well, whose clock is behind the database's by the way of its last answer; and
 * for so long after it as no answer takes, since each one sets that clock anew.
 * @throws Error where nothing was held
 */
export async function untilOver({ inventory }: Node, outcome: HoldOutcome): Promise<void> {
  if (!('held' in outcome)) throw new Error(`nothing was held: ${JSON.stringify(outcome)}`)
  while (inventory.now() < outcome.held.expiresAt + ANSWER_MS) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** Every address is a network, the digest of which is told by anybody: enough for a test. */
const networksOf = (placesAtMost: number): NetworkLimits => ({
  placesAtMost: () => placesAtMost,
  digestOf: (_eventId, address) => (address === undefined ? undefined : Buffer.from(address).toString('hex')),
})

/** Whatever contradicts the invariants; nothing, or a test must fail. */
export const brokenInvariants = (db: Database) => findBrokenInvariants(db.sql, inventoryInvariants)

/** How often each outcome came, by its refusal or its good news. */
export function tally(outcomes: readonly object[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const outcome of outcomes) {
    const kind = 'refused' in outcome ? String(outcome.refused) : (Object.keys(outcome)[0] ?? '')
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}
