import type { CompiledManifest } from '@foyer/contract/compiled-manifest'
import type { PlaceRun } from '@foyer/contract/sale-log.leaves'
import type { SaleManifest } from '@foyer/contract/sale-log.manifest'
import {
  findPresales,
  findPublished,
  findPublishedSource,
  listenForChanges,
  loadSaleFacts,
  type PriceLevelFacts,
  type SaleFacts,
} from '../catalog/index.ts'
import { listenForGrowth } from '../inventory/index.ts'
import type { Database, Queryable } from '../platform/database.ts'
import { databaseHints } from '../platform/hints.ts'
import type { SaleSource } from '../salelog/index.ts'

/** What the public log tells of a sale besides what happened in it. */
export const saleLogSource = (db: Database, hints = databaseHints(db)): SaleSource => ({
  async describe(sql, eventId) {
    // Before the facts: a change in between is then looked at again.
    const source = await findPublishedSource(sql, eventId)
    const facts = source === undefined ? undefined : await loadSaleFacts(sql, eventId)
    if (source === undefined || facts === undefined) return undefined
    return { manifest: await manifestOf(sql, facts), source }
  },
  page: findPublished,
  async listen(onChange) {
    // `all` names none: they are come upon in their turn.
    const stopCatalog = await listenForChanges(db, (eventIds) => eventIds !== 'all' && onChange(eventIds))
    const stopInventory = await listenForGrowth(hints, (eventId) => onChange([eventId]))
    return async () => {
      await stopInventory()
      await stopCatalog()
    }
  },
})

async function manifestOf(sql: Queryable, facts: SaleFacts): Promise<SaleManifest> {
  const presales = await findPresales(sql, facts.eventId)
  return {
    event: facts.eventId,
    plan: facts.manifestHash,
    places: facts.manifest.count,
    allowance: facts.allowance,
    currency: facts.currency ?? '',
    startsAt: facts.startsAt.toISOString(),
    onSaleAt: facts.onSaleAt?.toISOString() ?? null,
    offSaleAt: facts.offSaleAt?.toISOString() ?? null,
    presales: presales.map(({ name, startsAt, endsAt, allowance }) => ({
      name,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      allowance,
    })),
    levels: facts.priceLevels.flatMap((level) => {
      const runs = runsOf(facts.manifest, level)
      const { faceValue, fees, allIn } = level.price
      const prices = { faceMinor: faceValue.minor, feesMinor: fees.minor, allInMinor: allIn.minor }
      return runs.length === 0 ? [] : [{ id: level.priceLevelId, name: level.name, ...prices, runs }]
    }),
  }
}

const runsOfCategories = new WeakMap<CompiledManifest, readonly PlaceRun[][]>()

/** The places of a price level as ascending runs. */
function runsOf(manifest: CompiledManifest, { categories }: PriceLevelFacts): PlaceRun[] {
  const known = runsOfCategories.get(manifest) ?? runsByCategory(manifest)
  runsOfCategories.set(manifest, known)
  const joined: [number, number][] = []
  const runs = manifest.categories.flatMap((key, index) => (categories.has(key) ? (known[index] ?? []) : []))
  for (const [first, count] of runs.sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1)
    if (last !== undefined && last[0] + last[1] === first) last[1] += count
    else joined.push([first, count])
  }
  return joined
}

function runsByCategory({ categories, categoryOf, count }: CompiledManifest): PlaceRun[][] {
  const runs: [number, number][][] = categories.map(() => [])
  for (let place = 0; place < count; place++) {
    const ofCategory = runs[categoryOf[place] ?? 0]
    const last = ofCategory?.at(-1)
    if (last !== undefined && last[0] + last[1] === place) last[1]++
    else ofCategory?.push([place, 1])
  }
  return runs
}
