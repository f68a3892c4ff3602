import { seedAccount } from '../accounts/index.ts'
import type { Installation } from '../installation.ts'
import type { Node } from '../node.ts'

export const DEMO_VENDOR_ID = '01930000-0000-7000-8000-000000000001'
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

/** The two demo accounts. Their password is derived from the installation secret, so no two installations share one. */
export async function seedDemoAccounts(
  { db, deriveKey }: Installation,
  node: Pick<Node, 'accounts'>,
): Promise<DemoSignIns> {
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
