import { seedAccount } from '../accounts/index.ts'
import { loadDemo } from '../catalog/demo/index.ts'
import type { Installation } from '../installation.ts'
import type { Inventory } from '../inventory/index.ts'
import type { Node } from '../node.ts'

const DEMO_VENDOR_ID = '01930000-0000-7000-8000-000000000001'
const DEMO_FAN_ID = '01930000-0000-7000-8000-000000000002'
export const DEMO_VENDOR_EMAIL = 'organiser@demo.example'
const FAN_EMAIL = 'fan@demo.example'
const PASSWORD_BYTES = 12

export interface DemoSignIns {
  readonly fan: { readonly email: string }
  readonly vendor: { readonly email: string }
  /** Of both; another one in every installation. */
  readonly password: string
}

/**
 * The demo: two accounts, and a catalogue of real houses with events in the coming weeks. Started again later, events are
 * added for the weeks to come; what is there stays as it is.
 */
export async function seedDemo(
  installation: Installation,
  node: Pick<Node, 'accounts' | 'inventory'>,
): Promise<DemoSignIns> {
  const signIns = await seedDemoAccounts(installation, node)
  const { soldOut } = await loadDemo(installation.db, {
    organiserId: DEMO_VENDOR_ID,
    now: new Date(),
    openInventory: (tx, eventIds) => node.inventory.openEvents(tx, eventIds),
  })
  for (const { eventId, places } of soldOut) await blockAll(node.inventory, eventId, places)
  return signIns
}

/** Sold out the honest way: the house keeps every place, and the log says so. */
async function blockAll(inventory: Inventory, eventId: string, places: number): Promise<void> {
  const availability = await inventory.availability(eventId)
  if (availability === undefined || availability.version > 0) return
  const all = Array.from({ length: places }, (_, place) => place)
  await inventory.blockPlaces({ eventId, places: all, reason: 'house', whenTaken: 'skip' })
}

/** The two demo accounts. Their password is derived from the installation secret, so no two installations share one. */
async function seedDemoAccounts({ db, deriveKey }: Installation, node: Pick<Node, 'accounts'>): Promise<DemoSignIns> {
  const password = deriveKey('demo-password:1', PASSWORD_BYTES).toString('base64url')
  const { passwords } = node.accounts
  await seedAccount(db.sql, passwords, {
    accountId: DEMO_FAN_ID,
    kind: 'individual',
    email: FAN_EMAIL,
    password,
    name: 'Fan',
  })
  await seedAccount(db.sql, passwords, {
    accountId: DEMO_VENDOR_ID,
    kind: 'vendor',
    email: DEMO_VENDOR_EMAIL,
    password,
    name: 'Organiser',
    organisationName: 'Lantern Presents',
  })
  return { fan: { email: FAN_EMAIL }, vendor: { email: DEMO_VENDOR_EMAIL }, password }
}
