import { newId } from '@foyer/server/platform/ids'
import { passes } from '@foyer/server/queue/pass'
import { addWaitingRoom, seatedEvent, standingEvent } from './lib/bench-event.ts'
import type { BenchFoyer, Buyer } from './lib/bench-foyer.ts'
import { postRequest, sendPrepared, type PreparedLoadResult } from './lib/prepared-load.ts'
import { shuffled } from './lib/random.ts'

/** Holds of two that one buyer makes at most: the allowance is 10. */
const HOLDS_PER_BUYER = 5
const ALLOWANCE = 10
const CONNECTIONS = 256
const UNDER_WAY_MAX = 4_000
const PASS_LIFE_MS = 10 * 60_000
const WARM_UP = { perSecond: 1_500, seconds: 4 }

export interface HoldsHttpOptions {
  readonly rates: readonly number[]
  readonly seconds: number
  readonly kinds?: readonly HoldsHttpKind[]
}

type HoldsHttpKind = 'chosen seats' | 'general admission'

export type HoldsHttpRun = { readonly kind: string } & PreparedLoadResult

/**
 * Two-place holds on one event over HTTP, each by a buyer who is signed in, with an idempotency key and the pass that the
 * event's waiting room asks for, seats in random order: from the intended start to the end of the answer, everything on this machine.
 */
export async function holdsHttp(
  foyer: BenchFoyer,
  { rates, seconds, kinds = ['chosen seats', 'general admission'] }: HoldsHttpOptions,
): Promise<readonly HoldsHttpRun[]> {
  const most = Math.max(WARM_UP.perSecond * WARM_UP.seconds, ...rates.map((rate) => rate * seconds))
  const buyers = await foyer.addBuyers(Math.ceil(most / HOLDS_PER_BUYER))
  await offer(foyer, buyers, 'general admission', WARM_UP.perSecond, WARM_UP.seconds)
  const runs: HoldsHttpRun[] = []
  for (const perSecond of rates)
    for (const kind of kinds) runs.push({ kind, ...(await offer(foyer, buyers, kind, perSecond, seconds)) })
  return runs
}

async function offer(
  foyer: BenchFoyer,
  buyers: readonly Buyer[],
  kind: HoldsHttpKind,
  perSecond: number,
  seconds: number,
): Promise<PreparedLoadResult> {
  const requests = await prepareHolds(foyer, buyers, kind, perSecond * seconds)
  const port = Number(new URL(foyer.url).port)
  return sendPrepared({ port, requests, perSecond, connections: CONNECTIONS, underWayMax: UNDER_WAY_MAX })
}

/** An event with room for so many holds of two, and the requests for them. */
export async function prepareHolds(
  foyer: BenchFoyer,
  buyers: readonly Buyer[],
  kind: HoldsHttpKind,
  count: number,
): Promise<Buffer[]> {
  const eventId = await (kind === 'chosen seats' ? seatedEvent : standingEvent)(foyer.db, count * 2)
  await addWaitingRoom(foyer.db, foyer.deriveKey, eventId)
  // Whoever chooses has seen what is available: the event is in the server's memory.
  const { ok } = await fetch(`${foyer.url}/v1/events/${eventId}/availability`)
  if (!ok) throw new Error('the availability of the event is not told')
  const signed = passes(foyer.deriveKey)
  const endsAt = Date.now() + PASS_LIFE_MS
  const pairs = shuffled(count)
  return Array.from({ length: count }, (_, index) => {
    const { accountId = '', authorization = '' } = buyers[index % buyers.length] ?? {}
    const holdId = newId()
    const pass = signed.issue({ eventId, accountId, holdId, endsAt, placesAtMost: ALLOWANCE })
    const first = (pairs[index] ?? 0) * 2
    const wish =
      kind === 'chosen seats' ? { places: [first, first + 1] } : { generalAdmission: { area: 'floor', quantity: 2 } }
    return postRequest(`/v1/events/${eventId}/holds`, { authorization, 'idempotency-key': holdId }, { ...wish, pass })
  })
}
