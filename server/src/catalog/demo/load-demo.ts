import { countPlaces } from '@foyer/contract'
import type { Database } from '../../platform/database.ts'
import type { OpenInventory } from '../add-events.ts'
import { loadRecords, type Loaded } from '../import/load-records.ts'
import { findBySource } from '../queries/rows.ts'
import { demoRecords } from './demo-records.ts'
import { demoShows } from './shows.ts'

export interface DemoOptions {
  readonly organiserId: string
  readonly now: Date
  readonly openInventory: OpenInventory
}

export interface LoadedDemo extends Loaded {
  /** Events whose places are all to be taken: whoever starts the demo blocks them in the inventory. */
  readonly soldOut: readonly { readonly eventId: string; readonly places: number }[]
}

/** Loads the demo catalogue, or what of it is missing today. Nothing that is there changes. */
export async function loadDemo(db: Database, options: DemoOptions): Promise<LoadedDemo> {
  const feed = { organiserId: options.organiserId, source: 'demo' }
  const records = demoRecords(options.now.toISOString().slice(0, 10))
  const loaded = await loadRecords(db, records, {
    feed,
    shiftDays: 0,
    openInventory: options.openInventory,
    dryRun: false,
    onProgress: () => undefined,
  })
  const placesOf = new Map(records.flatMap(({ plan }) => (plan ? [[plan.sourceId, countPlaces(plan.manifest)]] : [])))
  const gone = new Set(demoShows.filter(({ soldOut }) => soldOut).map(({ id }) => id))
  const events = records.flatMap(({ event }) => (event && gone.has(event.show) ? [event] : []))
  const ids = await findBySource(
    db.sql,
    'events',
    feed,
    events.map((event) => event.sourceId),
  )
  const soldOut = events.flatMap(({ sourceId, plan }) => {
    const eventId = ids.get(sourceId)
    return eventId === undefined ? [] : [{ eventId, places: placesOf.get(plan) ?? 0 }]
  })
  return { ...loaded, soldOut }
}
