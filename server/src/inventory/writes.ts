import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { placesKept, type Hold } from './hold.ts'
import { AVAILABLE, HOUSE, KILL, type PlaceStatus } from './occupancy.ts'
import type { EventState } from './state.ts'

/** What a batch leaves behind in the tables: the difference of before and after, however many steps lay between. */
export interface Writes {
  /** Holds that are new and live. */
  readonly fresh: readonly Hold[]
  /** Live holds that were released or have expired: as they were, and what became of them. */
  readonly ended: readonly { readonly before: Hold; readonly state: 'released' | 'expired' }[]
  /** Whatever else happened, rarer; undefined when nothing did. */
  readonly others: OtherWrites | undefined
  /** How many places accounts keep on the event, where it changed. */
  readonly allowances: readonly { readonly accountId: string; readonly before: number; readonly after: number }[]
  /** How many places networks keep on the event, where it changed. */
  readonly networks: readonly { readonly network: string; readonly before: number; readonly after: number }[]
  /** New holds that count for a network. */
  readonly ofNetworks: readonly { readonly holdId: string; readonly network: string }[]
  /** What accounts have left unpaid, where it changed; no holds: nothing any more. */
  readonly unpaid: readonly { readonly accountId: string; readonly holds: number; readonly lastAt: number }[]
  /** When the first of the live holds is over; null: there is none. */
  readonly nextDue: number | null
}

export interface OtherWrites {
  /** Holds that are new, and over or confirmed already. */
  readonly put: readonly Hold[]
  readonly set: readonly { readonly before: Hold; readonly after: Hold; readonly guard: 'live' | 'over' | null }[]
  /** Places that stay with their hold, as something else than before. */
  readonly mark: readonly {
    readonly hold: string
    readonly places: readonly PlaceNo[]
    readonly state: 'held' | 'sold'
  }[]
  readonly unclaim: readonly { readonly place: PlaceNo; readonly hold: string | null }[]
  readonly claim: readonly Claim[]
}

export interface Claim {
  readonly place: PlaceNo
  readonly hold: string | null
  readonly state: 'held' | 'sold' | 'house' | 'kill'
}

/** What to write for all that was applied to the state since the mark. `now` is the time of the decision. */
export function writesOf(state: EventState, now: number, mark = 0): Writes {
  const touched = state.touched(mark)
  const fresh: Hold[] = []
  const ended: Writes['ended'][number][] = []
  const put: Hold[] = []
  const set: OtherWrites['set'][number][] = []
  const marked: OtherWrites['mark'][number][] = []
  const unclaim: OtherWrites['unclaim'][number][] = []
  const claim: Claim[] = []
  const gained = new Map<string, number>()
  const gainedByNetwork = new Map<string, number>()
  const ofNetworks: Writes['ofNetworks'][number][] = []
  for (const [holdId, before] of touched.holds) {
    const after = state.hold(holdId)
    if (after === undefined || after === before) continue
    count(gained, before?.accountId, before, -1)
    count(gained, after.accountId, after, 1)
    if (after.network !== null) {
      count(gainedByNetwork, before?.network, before, -1)
      count(gainedByNetwork, after.network, after, 1)
      if (before === undefined) ofNetworks.push({ holdId, network: after.network })
    }
    if (before === undefined && after.state === 'held') fresh.push(after)
    else if (before?.state === 'held' && (after.state === 'released' || after.state === 'expired'))
      ended.push({ before, state: after.state })
    else {
      if (before === undefined) put.push(after)
      else set.push({ before, after, guard: guardOf(before, now) })
      const places = placesKept(after)
      if (placesKept(before) === places) {
        if (before?.state !== after.state && places.length > 0)
          marked.push({ hold: holdId, places, state: stateOf(after) })
        continue
      }
      for (const place of placesKept(before)) unclaim.push({ place, hold: holdId })
      for (const place of places) claim.push({ place, hold: holdId, state: stateOf(after) })
    }
  }
  for (const [place, before] of touched.blocks) {
    const after = state.occupancy.status[place] as PlaceStatus
    if (before === after) continue
    if (before !== AVAILABLE) unclaim.push({ place, hold: null })
    if (after === HOUSE || after === KILL) claim.push({ place, hold: null, state: after === HOUSE ? 'house' : 'kill' })
  }
  const some = put.length + set.length + marked.length + unclaim.length + claim.length > 0
  const allowances = [...gained].map(([accountId, by]) => {
    const after = state.placesOf(accountId)
    return { accountId, before: after - by, after }
  })
  const networks = [...gainedByNetwork].map(([network, by]) => {
    const after = state.placesOfNetwork(network)
    return { network, before: after - by, after }
  })
  const unpaid = [...touched.unpaid].map((accountId) => {
    const { holds = 0, lastAt = 0 } = state.unpaidOf(accountId) ?? {}
    return { accountId, holds, lastAt }
  })
  const nextDue = state.firstDue()?.expiresAt ?? null
  const rare = some ? { put, set, mark: marked, unclaim, claim } : undefined
  return { fresh, ended, others: rare, allowances, networks, ofNetworks, unpaid, nextDue }
}

/** A hold that was live is changed only while it is, or taken again only once it is over: by the database's clock too. */
const guardOf = (before: Hold, now: number): 'live' | 'over' | null =>
  before.state !== 'held' ? null : before.expiresAt > now ? 'live' : 'over'

const stateOf = (hold: Hold): 'held' | 'sold' => (hold.state === 'held' ? 'held' : 'sold')

/** Adds what a hold keeps to what its account, or its network, has gained. */
function count(
  gained: Map<string, number>,
  whose: string | null | undefined,
  hold: Hold | undefined,
  sign: 1 | -1,
): void {
  const places = placesKept(hold).length
  if (typeof whose !== 'string' || places === 0) return
  const sum = (gained.get(whose) ?? 0) + sign * places
  if (sum === 0) gained.delete(whose)
  else gained.set(whose, sum)
}
