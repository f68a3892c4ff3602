import { placesKept } from '../hold.ts'
import type { EventState } from '../state.ts'

/** All that matters of a state, comparable: live holds, statuses, owners, counts, allowances. */
export function dump(state: EventState): object {
  const { occupancy, manifest } = state
  const places = Array.from({ length: manifest.count }, (_, place) => [occupancy.status[place], occupancy.owner(place)])
  return {
    seq: state.seq,
    hash: state.hash,
    places,
    holds: [...state.holds()]
      .filter((hold) => placesKept(hold).length > 0)
      .sort((a, b) => (a.holdId < b.holdId ? -1 : 1)),
    accounts: [...state.accounts()].sort(([a], [b]) => (a < b ? -1 : 1)),
    networks: [...state.networks()].sort(([a], [b]) => (a < b ? -1 : 1)),
    unpaid: [...state.unpaid()].sort(([a], [b]) => (a < b ? -1 : 1)),
    counts: occupancy.layout.pools.map((_, pool) => [
      ...([0, 1, 2, 3, 4] as const).map((status) => occupancy.count(pool, status)),
      occupancy.freeOrdinary(pool),
    ]),
    freeBits: [...occupancy.freeBits],
  }
}
