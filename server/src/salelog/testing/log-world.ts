import assert from 'node:assert/strict'
import { compileManifest } from '@foyer/contract/compiled-manifest'
import type { SaleLogFiles } from '@foyer/contract/sale-log.verify'
import { saleLogSource } from '../../composition/sale-log-source.ts'
import { given, twoRows } from '../../catalog/testing/given.ts'
import { openInventory, type Inventory } from '../../inventory/index.ts'
import { patiently } from '../../inventory/testing/given.ts'
import { openDatabase } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { silentLog } from '../../platform/log.ts'
import { keysFrom } from '../../platform/secrets.ts'
import { testDatabase, type TestDatabase } from '../../platform/testing/test-database.ts'
import { appendToLog, type AppendServices } from '../append.ts'
import { saleLogKeys, type SaleLogKeys } from '../log-keys.ts'
import { filesOf, loadEventFrom } from './kept-log.ts'

/** A catalogue, an inventory and their public logs on a database of their own. Logs grow only when a test says so. */
export interface LogWorld extends AsyncDisposable {
  readonly db: TestDatabase
  readonly inventory: Inventory
  readonly keys: SaleLogKeys
  readonly services: AppendServices & { readonly source: ReturnType<typeof saleLogSource> }
  readonly catalogue: ReturnType<typeof given>
  readonly organiserId: string
  /** A published event with twenty seats in two rows, unless told otherwise. */
  anEvent(seats?: number): Promise<string>
  /** Holds places for a new account. @returns the hold. */
  hold(eventId: string, places: readonly number[]): Promise<string>
  /** Sells a hold. @returns the order. */
  sell(eventId: string, holdId: string, whenOver?: 'refuse' | 'same-places' | 'substitutes'): Promise<string>
  /** Brings the log of an event on as far as it goes. */
  bringOn(eventId: string): Promise<void>
  files(eventId: string): SaleLogFiles
}

export async function aLogWorld(options: { holdTtlMs?: number } = {}): Promise<LogWorld> {
  const db = await testDatabase({ poolMax: 10 })
  const laneDb = openDatabase({ url: db.url, poolMax: 2, applicationName: 'lanes' })
  const catalogue = given(db)
  const organiserId = await catalogue.anOrganiser()
  const inventory = openInventory({ db, laneDb, log: silentLog(), loadEvent: loadEventFrom(db), ...options })
  await inventory.start()
  const keys = saleLogKeys(keysFrom(Buffer.alloc(32, 9)))
  const services = { keys, source: saleLogSource(db) }
  return {
    db,
    inventory,
    keys,
    services,
    catalogue,
    organiserId,
    anEvent: async (seats) =>
      catalogue.anEvent(
        organiserId,
        seats === undefined ? {} : { manifestHash: await catalogue.aManifest(oneRow(seats)) },
      ),
    async hold(eventId, places) {
      const holdId = newId()
      const accountId = newId()
      const outcome = await patiently(() => inventory.holdPlaces({ eventId, holdId, accountId, wish: { places } }))
      assert.ok('held' in outcome, JSON.stringify(outcome))
      return holdId
    },
    async sell(eventId, holdId, whenOver = 'refuse') {
      const orderId = newId()
      const outcome = await patiently(() => inventory.confirmHold({ eventId, holdId, orderId, whenOver }))
      assert.ok('confirmed' in outcome, JSON.stringify(outcome))
      return orderId
    },
    async bringOn(eventId) {
      while ((await db.transaction((tx) => appendToLog(tx, services, eventId))) === 'grown');
    },
    files: (eventId) => filesOf(db, keys, eventId),
    async [Symbol.asyncDispose]() {
      await inventory.stop()
      await laneDb.close()
      await db[Symbol.asyncDispose]()
    },
  }
}

const oneRow = (seats: number) => {
  const [section] = twoRows.sections
  assert.ok(section?.kind === 'seated')
  const row = { label: 'A', seats, labels: { from: 1, step: 1 }, positions: { from: [5, 20], step: [1, 0] } } as const
  const manifest = {
    ...twoRows,
    bounds: [0, 0, seats + 10, 40] as [number, number, number, number],
    sections: [{ ...section, rows: [row] }],
  }
  assert.equal(compileManifest(manifest as typeof twoRows).count, seats)
  return manifest as typeof twoRows
}
