import { holdsEngine } from './holds-engine.ts'
import { holdsHttp } from './holds-http.ts'
import { startBenchFoyer } from './lib/bench-foyer.ts'
import type { BenchResult } from './lib/report.ts'

const HTTP_RATES = [1_000, 2_000, 3_000, 5_000]
const HTTP_SECONDS = 5

/** The reservation engine by itself and over HTTP, beside one transaction a hold, all in this run. */
export async function holds(): Promise<BenchResult> {
  const engine = await holdsEngine()
  await using foyer = await startBenchFoyer(['start'])
  const http = await holdsHttp(foyer, { rates: HTTP_RATES, seconds: HTTP_SECONDS })
  const overHttp = await foyer.checkInvariants()
  return {
    figures: { engine: engine.runs, engineAtSaturation: engine.saturation, http },
    baseline: { oneTransactionAHoldByConnections: engine.baseline },
    ratio: engine.ratio,
    invariants: {
      asked: engine.invariants.asked + overHttp.asked,
      broken: [...engine.invariants.broken, ...overHttp.broken],
    },
    settings: { ...foyer.settings, holdOf: 2, httpSeconds: HTTP_SECONDS },
  }
}
