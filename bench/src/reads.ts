import { comparePage, comparison, type PageResult } from './lib/beside-bare.ts'
import { startBenchFoyer } from './lib/bench-foyer.ts'
import type { BenchResult } from './lib/report.ts'
import { syntheticCatalog } from './lib/synthetic-catalog.ts'

const EVENTS = 2_000

/**
 * How many public reads a second, beside a bare node:http server that sends the same bytes? The page of an event and a
 * page of search results, asked for over and over by connections that are kept; the two servers take turns. The ratio
 * is that of the worse of the two pages.
 */
export async function reads(): Promise<BenchResult> {
  await using foyer = await startBenchFoyer(['api'])
  const catalog = await syntheticCatalog(foyer.db, EVENTS)
  const port = Number(new URL(foyer.url).port)
  const pages = { event: `/v1/events/${catalog.eventIds[0] ?? ''}`, search: '/v1/events?genre=jazz' }
  const results: Record<string, PageResult> = {}
  for (const [name, path] of Object.entries(pages)) results[name] = await comparePage(port, path)
  const worst = Math.min(...Object.values(results).map((page) => page.ratio))
  return {
    figures: Object.fromEntries(
      Object.entries(results).map(([name, { perSecond, halfLoad, bytes }]) => [name, { perSecond, halfLoad, bytes }]),
    ),
    baseline: Object.fromEntries(
      Object.entries(results).map(([name, page]) => [name, { bareHttpPerSecond: page.bare }]),
    ),
    ratio: worst,
    invariants: await foyer.checkInvariants(),
    settings: {
      ...foyer.settings,
      events: EVENTS,
      ...comparison,
    },
  }
}
