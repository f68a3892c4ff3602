import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const DOMAINS = [
  'accounts',
  'catalog',
  'inventory',
  'notifications',
  'orders',
  'partners',
  'payments',
  'queue',
  'rehearsal',
  'salelog',
  'tickets',
] as const
type Domain = (typeof DOMAINS)[number]

/** Verbs of these meet in shared transactions, so they may call one another; all others are reached by announcements. */
const MAY_CALL: Readonly<Record<Domain, readonly Domain[]>> = {
  accounts: [],
  catalog: [],
  inventory: [],
  notifications: [],
  orders: ['payments', 'inventory', 'tickets', 'catalog'],
  partners: ['catalog'],
  payments: [],
  queue: [],
  rehearsal: [],
  salelog: ['inventory'],
  tickets: [],
}

/** Which domain owns the tables of a migration. */
const OWNERS: Readonly<Record<string, readonly Domain[]>> = {
  '0002_accounts.sql': ['accounts'],
  '0003_catalog.sql': ['catalog'],
  '0004_inventory.sql': ['inventory'],
  '0005_orders.sql': ['orders'],
  '0053_places_per_card.sql': ['orders'],
  '0054_unpaid_holds.sql': ['inventory'],
  '0055_places_per_network.sql': ['inventory'],
  '0060_sale_outages.sql': ['inventory'],
  '0061_held_back.sql': ['queue'],
  '0006_payments.sql': ['payments'],
  '0007_tickets.sql': ['tickets'],
  '0008_notifications.sql': ['notifications'],
  '0011_listings.sql': ['catalog'],
  '0012_queue.sql': ['queue'],
  '0014_search.sql': ['catalog'],
  '0013_salelog.sql': ['salelog'],
  '0014_partners.sql': ['partners'],
  '0048_rehearsals.sql': ['rehearsal'],
}

const sources = globSync('{contract,server,sandbox}/src/**/*.ts', { cwd: ROOT }).sort()
const isTest = (file: string) => file.endsWith('.test.ts') || file.includes('/testing/')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')

const domainOf = (file: string): Domain | undefined =>
  DOMAINS.find((domain) => file.startsWith(`server/src/${domain}/`))

/** Files of the project that a file imports, from the root of the project. */
function importsOf(file: string): string[] {
  return [...read(file).matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)].map((match) =>
    normalize(join(dirname(file), match[1] ?? '')),
  )
}

const packagesOf = (file: string): string[] =>
  [...read(file).matchAll(/from '([^.'][^']*)'/g)].map((match) => match[1] ?? '')

test('a domain is entered by its index alone, and only by those who may call it', () => {
  const wrong: string[] = []
  for (const file of sources) {
    const from = domainOf(file)
    if (from === undefined || isTest(file)) continue
    for (const imported of importsOf(file)) {
      const to = domainOf(imported)
      if (to === undefined || to === from) continue
      if (!MAY_CALL[from].includes(to)) wrong.push(`${file} imports ${imported}: ${from} does not call ${to}`)
      else if (imported !== `server/src/${to}/index.ts`) wrong.push(`${file} imports ${imported} past its index`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('the platform knows no domain', () => {
  const wrong = sources
    .filter((file) => file.startsWith('server/src/platform/') && !isTest(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((one) => !one.startsWith('server/src/platform/'))
        .map((one) => `${file} → ${one}`),
    )
  assert.deepEqual(wrong, [])
})

test('the contract stands on the schema library alone, and the sandbox on nothing of the server', () => {
  for (const file of sources.filter((one) => one.startsWith('contract/') && !isTest(one)))
    assert.deepEqual(
      packagesOf(file).filter((name) => !name.startsWith('typebox')),
      [],
      file,
    )
  for (const file of sources.filter((one) => one.startsWith('sandbox/')))
    assert.deepEqual(
      importsOf(file)
        .filter((one) => !one.startsWith('sandbox/'))
        .concat(packagesOf(file).filter((name) => name.startsWith('@foyer'))),
      [],
      file,
    )
})

/** Not a setting but how the process came about: whether npm stands between it and whoever sends signals. */
const ASKS_FOR_NPM = 'server/src/platform/lifecycle.ts'

test('nothing but the settings reads the environment', () => {
  const readers = sources.filter(
    (file) => file.startsWith('server/') && !isTest(file) && /process\.env\b/.test(read(file)),
  )
  assert.deepEqual(readers, [ASKS_FOR_NPM])
})

test('each table is written by its owner alone', () => {
  const ownerOf = new Map<string, readonly Domain[]>()
  for (const [migration, owners] of Object.entries(OWNERS))
    for (const [, table] of read(`server/migrations/${migration}`).matchAll(/create (?:unlogged )?table (\w+)/g))
      if (table !== undefined) ownerOf.set(table, owners)
  const wrong: string[] = []
  for (const file of sources) {
    const from = domainOf(file)
    if (from === undefined || isTest(file)) continue
    for (const [, table] of read(file).matchAll(
      /\b(?:insert into|update|delete from|truncate|lock table)\s+([a-z_]+)\b/g,
    )) {
      const owners = ownerOf.get(table ?? '')
      if (owners !== undefined && !owners.includes(from))
        wrong.push(`${file} writes ${table}, which ${owners.join()} owns`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('no file holds a path of a machine or the address of a registry', () => {
  const files = globSync('{contract,server,sandbox,bench,faults,tools,docs}/**/*.{ts,md,sql,json}', { cwd: ROOT })
  const wrong = files.filter(
    (file) => !file.includes('node_modules') && /\/(?:home|work|Users)\/\w+\/|https?:\/\/registry\./.test(read(file)),
  )
  assert.deepEqual(
    wrong.map((file) => relative('.', file)),
    [],
  )
})
