import type { Manifest } from '@foyer/contract/manifest'
import { given } from '@foyer/server/catalog/testing/given'
import type { Database } from '@foyer/server/platform/database'
import { newId } from '@foyer/server/platform/ids'

const SEATS_PER_ROW = 50
const ROWS_PER_SECTION = 40
const PRICE = { faceValue: 2_200, fees: 300 }
/** In form what is kept of a password; nobody signs in with one here. */
const PASSWORD_HASH = '$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdA$bm9ib2R5J3MgcGFzc3dvcmQ'

/** An event that is on sale, and people who may buy. */
export interface Stage {
  readonly eventId: string
  readonly places: number
  /** Accounts that nobody has used; take one off the end. */
  readonly accounts: string[]
}

/** Puts both straight into a database: what is tested comes afterwards. Seats are rounded up to whole sections. */
export async function setStage(
  db: Database,
  wanted: { seats: number; accounts: number; onSaleAt?: Date },
): Promise<Stage> {
  const catalogue = given(db)
  const sections = Math.ceil(wanted.seats / (ROWS_PER_SECTION * SEATS_PER_ROW))
  const [organiserId = ''] = await addAccounts(db, 'vendor', 1)
  const manifestHash = await catalogue.aManifest(hallOf(sections))
  const priceLevels = [{ name: 'Standard', categories: ['standard'], ...PRICE }]
  const eventId = await catalogue.anEvent(organiserId, {
    manifestHash,
    priceLevels,
    ...(wanted.onSaleAt === undefined ? {} : { onSaleAt: wanted.onSaleAt }),
  })
  const accounts = await addAccounts(db, 'individual', wanted.accounts)
  return { eventId, places: sections * ROWS_PER_SECTION * SEATS_PER_ROW, accounts }
}

async function addAccounts({ sql }: Database, kind: 'individual' | 'vendor', count: number): Promise<string[]> {
  const accounts = Array.from({ length: count }, newId)
  const organisation = kind === 'vendor' ? 'Harbour Stages' : null
  await sql`
    insert into accounts (account_id, kind, email, email_key, password_hash, name, organisation_name)
    select id, ${kind}, id || '@test.invalid', id, ${PASSWORD_HASH}, 'A person', ${organisation}
      from unnest(${accounts}::uuid[]) id`
  return accounts
}

/** Sections of equal rows, one behind the other. */
const hallOf = (sections: number): Manifest => ({
  version: 1,
  name: 'A large hall',
  focal: [(SEATS_PER_ROW * 10) / 2, 0],
  bounds: [0, 0, SEATS_PER_ROW * 10, sections * ROWS_PER_SECTION * 10 + 20],
  categories: [{ key: 'standard', name: 'Standard' }],
  sections: Array.from({ length: sections }, (_, section) => ({
    kind: 'seated',
    key: `block-${section + 1}`,
    name: `Block ${section + 1}`,
    category: 'standard',
    rows: Array.from({ length: ROWS_PER_SECTION }, (_, row) => ({
      label: String(row + 1),
      seats: SEATS_PER_ROW,
      labels: { from: 1, step: 1 },
      positions: { from: [5, 10 + (section * ROWS_PER_SECTION + row) * 10], step: [10, 0] },
    })),
  })),
})
