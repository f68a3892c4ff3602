import { rankUniformity } from '@foyer/server/queue/testing/rank-uniformity'
import type { BenchResult } from './lib/report.ts'

const DRAWS = 100_000
const ENTRANTS = 1_000
const PARTS = 20
/** 99.9 % of honest draws lie within. */
const DEVIATIONS_MAX = 3.29

/**
 * Whether in 100,000 draws of 1,000 every entrant comes out in each twentieth of the order equally often. The seeds are
 * fixed, so every run gives the same figure; it takes some minutes on one core.
 */
export async function drawFairness(): Promise<BenchResult> {
  const started = performance.now()
  const { chiSquare, degrees, deviations } = rankUniformity({ draws: DRAWS, entrants: ENTRANTS, parts: PARTS })
  return {
    figures: {
      chiSquare: Math.round(chiSquare),
      deviations: Math.round(deviations * 1_000) / 1_000,
      seconds: Math.round((performance.now() - started) / 1_000),
    },
    baseline: { degreesOfFreedom: degrees, deviationsMax: DEVIATIONS_MAX },
    ratio: Math.round((chiSquare / degrees) * 10_000) / 10_000,
    invariants: {
      asked: 1,
      broken: Math.abs(deviations) < DEVIATIONS_MAX ? [] : ['Every entrant comes out at every rank equally often.'],
    },
    settings: { draws: DRAWS, entrants: ENTRANTS, partsOfTheOrder: PARTS },
  }
}
