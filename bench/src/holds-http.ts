import { newId } from '@foyer/server/platform/ids'
import { seatedEvent, standingEvent } from './lib/bench-event.ts'
import type { BenchFoyer, Buyer } from './lib/bench-foyer.ts'
import { httpLoad, type HttpLoad } from './lib/http.ts'
import { openLoop, type OpenLoopResult } from './lib/open-loop.ts'

/** Holds of two that one buyer makes at most: the allowance is 10. */
const HOLDS_PER_BUYER = 5
const CONNECTIONS = 256
const UNDER_WAY_MAX = 4_000

export interface HoldsHttpOptions {
  readonly rates: readonly number[]
  readonly seconds: number
}

/**
 * Two-place holds on one event over HTTP, each by a buyer who is signed in, with an idempotency key: from the intended
 * start to the end of the answer, everything on this machine.
 */
export async function holdsHttp(
  foyer: BenchFoyer,
  { rates, seconds }: HoldsHttpOptions,
): Promise<readonly ({ readonly kind: string } & OpenLoopResult)[]> {
  const runs: ({ readonly kind: string } & OpenLoopResult)[] = []
  const most = Math.max(...rates) * seconds
  const buyers = await foyer.addBuyers(Math.ceil(most / HOLDS_PER_BUYER))
  await using http = httpLoad(foyer.url, CONNECTIONS)
  const warmUp = await standingEvent(foyer.db, 40_000)
  await openLoop({ perSecond: 1_500, seconds: 4, underWayMax: UNDER_WAY_MAX, request: standing(http, warmUp, buyers) })
  for (const perSecond of rates) {
    const seats = perSecond * seconds * 2
    const chosen = await seatedEvent(foyer.db, seats)
    const floor = await standingEvent(foyer.db, seats)
    const load = { perSecond, seconds, underWayMax: UNDER_WAY_MAX }
    runs.push({ kind: 'chosen seats', ...(await openLoop({ ...load, request: seated(http, chosen, buyers) })) })
    runs.push({ kind: 'general admission', ...(await openLoop({ ...load, request: standing(http, floor, buyers) })) })
  }
  return runs
}

type Request = (index: number) => Promise<'done' | 'refused' | 'failed'>

const seated = (http: HttpLoad, eventId: string, buyers: readonly Buyer[]): Request =>
  hold(http, eventId, buyers, (index) => ({ places: [index * 2, index * 2 + 1] }))

const standing = (http: HttpLoad, eventId: string, buyers: readonly Buyer[]): Request =>
  hold(http, eventId, buyers, () => ({ generalAdmission: { area: 'floor', quantity: 2 } }))

function hold(http: HttpLoad, eventId: string, buyers: readonly Buyer[], wish: (index: number) => object): Request {
  const path = `/v1/events/${eventId}/holds`
  return async (index) => {
    const authorization = buyers[index % buyers.length]?.authorization ?? ''
    const { status } = await http.post(path, { authorization, 'idempotency-key': newId() }, wish(index))
    return status === 201 ? 'done' : status === 409 || status === 503 ? 'refused' : 'failed'
  }
}
