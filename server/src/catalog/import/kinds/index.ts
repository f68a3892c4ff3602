import type { ImportKind } from '../kind.ts'
import { londonShowtimes } from './london-showtimes.ts'
import { nyphil } from './nyphil.ts'
import { seatingPlan } from './seating-plan.ts'
import { worldcupMatches } from './worldcup-matches.ts'
import { worldcupStadiums } from './worldcup-stadiums.ts'

/** Every kind of file that can be imported. */
export const importKinds: readonly ImportKind[] = [
  worldcupStadiums,
  worldcupMatches,
  londonShowtimes,
  nyphil,
  seatingPlan,
]
