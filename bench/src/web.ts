import { ensureBuilt } from '@foyer/web/build/build'
import { startBenchFoyer } from './lib/bench-foyer.ts'
import { closedLoop, comparePage, comparison } from './lib/beside-bare.ts'
import type { BenchResult } from './lib/report.ts'
import { syntheticCatalog } from './lib/synthetic-catalog.ts'

const EVENTS = 2_000

/**
 * How many pages of the shop a second, ready and not? Ready: the page of one event over and over, beside a bare node:http
 * server that sends the same bytes. Not ready: the pages of 2,000 events one after the other, so that each is read from
 * the database, rendered and forgotten before it is asked for again. Uncompressed, as the bare server sends them.
 */
export async function web(): Promise<BenchResult> {
  await ensureBuilt((line) => console.error(line))
  await using foyer = await startBenchFoyer(['api'])
  const catalog = await syntheticCatalog(foyer.db, EVENTS)
  const port = Number(new URL(foyer.url).port)
  const paths = catalog.eventIds.map((eventId) => `/events/${eventId}`)
  const ready = await comparePage(port, paths[0] ?? '')
  const home = await comparePage(port, '/')
  const renderedPerSecond = await closedLoop(port, ...paths)
  return {
    figures: {
      event: { perSecond: ready.perSecond, halfLoad: ready.halfLoad, bytes: ready.bytes },
      home: { perSecond: home.perSecond, halfLoad: home.halfLoad, bytes: home.bytes },
      renderedPerSecond,
    },
    baseline: { event: { bareHttpPerSecond: ready.bare }, home: { bareHttpPerSecond: home.bare } },
    ratio: Math.min(ready.ratio, home.ratio),
    invariants: await foyer.checkInvariants(),
    settings: { ...foyer.settings, events: EVENTS, ...comparison },
  }
}
