import { connect } from '@foyer/contract/client'
import { inventoryRoutes } from '@foyer/contract/inventory'
import { invariants } from '@foyer/server/invariants'
import { findBrokenInvariants } from '@foyer/server/platform/check'
import type { Queryable } from '@foyer/server/platform/database'
import type { Book } from './book.ts'
import { contradictions, readStanding } from './compare.ts'
import type { SandboxProcess } from './sandbox-process.ts'

/** Whatever is not as it was answered, and every invariant that does not hold: a sentence each, none when all is well. */
export async function verdict(sql: Queryable, eventId: string, book: Book): Promise<string[]> {
  const broken = await findBrokenInvariants(sql, invariants)
  return [
    ...contradictions(book.entries(), await readStanding(sql, eventId)),
    ...broken.map(({ name, count, examples }) => `${name}: ${count} rows such as ${JSON.stringify(examples[0])}`),
  ]
}

/** Places that a server shows as free and the database has as taken, or the other way round. */
export async function misshownPlaces(sql: Queryable, url: string, eventId: string): Promise<number[]> {
  const { bitmap, places } = await connect(url).call(inventoryRoutes.availability, { params: { eventId } })
  const bits = Buffer.from(bitmap ?? '', 'base64')
  const claims = await sql<{ place: number }[]>`select place_no as place from claims where event_id = ${eventId}`
  const taken = new Set(claims.map(({ place }) => place))
  return Array.from({ length: places }, (_, place) => place).filter(
    (place) => (((bits[place >> 3] ?? 0) >> (place & 7)) & 1) !== Number(taken.has(place)),
  )
}

/** Money as each side has it: what the provider took and keeps, the ledger's claim on it, and what orders with tickets cost. */
export async function moneyOf(sql: Queryable, sandbox: SandboxProcess) {
  const totals = Object.values(await sandbox.ledger())
  const sum = (part: keyof (typeof totals)[number]) => totals.reduce((all, one) => all + one[part], 0)
  const [ours] = await sql<{ ledger: number; ordered: number }[]>`
    select (select coalesce(sum(amount_minor), 0)::bigint from ledger_entries where account = 'provider-clearing') as ledger,
           (select coalesce(sum(amount_minor), 0)::bigint from orders where confirmed_at is not null) as ordered`
  return {
    captured: sum('captured') - sum('refunded'),
    setAside: sum('outstanding'),
    ledger: ours?.ledger ?? 0,
    ordered: ours?.ordered ?? 0,
  }
}
