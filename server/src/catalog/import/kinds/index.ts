import type { ImportKind, StreamedKind } from '../kind.ts'
import { calendar } from './calendar.ts'
import { discovery } from './discovery.ts'
import { f1Races } from './f1-races.ts'
import { footballMatches } from './football-matches.ts'
import { footballStadiums } from './football-stadiums.ts'
import { listingsCsv } from './listings-csv.ts'
import { londonShowtimes } from './london-showtimes.ts'
import { nyphil } from './nyphil.ts'
import { schemaOrg } from './schema-org.ts'
import { seatingPlan } from './seating-plan.ts'
import { ticketListings } from './ticket-listings.ts'
import { worldcupMatches } from './worldcup-matches.ts'
import { worldcupStadiums } from './worldcup-stadiums.ts'

/** Kinds of documents that are read whole. */
export const importKinds: readonly ImportKind[] = [
  worldcupStadiums,
  worldcupMatches,
  londonShowtimes,
  nyphil,
  seatingPlan,
  footballMatches,
  ticketListings,
]

/** Kinds of files that may be of any length. */
export const streamedKinds: readonly StreamedKind[] = [
  discovery,
  schemaOrg,
  calendar,
  listingsCsv,
  footballStadiums,
  f1Races,
]
