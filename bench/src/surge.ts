import { newId } from '@foyer/server/platform/ids'
import { addWaitingRoom, standingEvent } from './lib/bench-event.ts'
import { startBenchFoyer, type BenchFoyer } from './lib/bench-foyer.ts'
import { crowd, type CrowdResult, type CrowdSecond } from './lib/crowd.ts'
import { prepareHolds } from './holds-http.ts'
import { postRequest } from './lib/prepared-load.ts'
import { getRequest } from './lib/raw-http.ts'
import type { BenchResult } from './lib/report.ts'

const SURGE = 20_000
const SURGE_SECONDS = 10
const CALM = 300
const CALM_BEFORE_S = 5
const CALM_AFTER_S = 12
/** For how much is done a second when exactly that is offered, by trying. */
const TRIED = [1_000, 2_000, 4_000, 6_000, 8_000, 12_000]
const TRIED_SECONDS = 3
/** Offered and answered well: nearly all of it, without a crowd before the door. */
const WELL = { share: 0.98, p99Ms: 1_000 } as const
const CONNECTIONS = 2_000
const ADDRESSES = 250
const PLACES = 50_000
const HOLDS = 20_000

/** Of a hundred requests. Holds with a pass are what somebody is in the middle of; those without are tries. */
const MIX = { status: 40, event: 30, availability: 15, holdWithPass: 10, holdWithout: 5 } as const

/**
 * What becomes of a node when from one second to the next 20,000 requests a second come, far more than it can do? Goodput is
 * what is answered well in the surge; capacity what it does when as much is offered as it can do, measured before in the same
 * run. Recovered is the first second after the surge from which on the slowest of a hundred are answered as before it. The
 * ratio is goodput to capacity.
 */
export async function surge(): Promise<BenchResult> {
  await using foyer = await startBenchFoyer(['api', 'worker'])
  const requests = await mixedRequests(foyer)
  await offer(foyer, requests, [{ perSecond: CALM, seconds: CALM_BEFORE_S }])
  const tried = []
  for (const perSecond of TRIED) {
    const result = await offer(foyer, requests, [{ perSecond, seconds: TRIED_SECONDS }])
    const donePerSecond = Math.round(result.done / Math.max(TRIED_SECONDS, result.elapsedSeconds))
    tried.push({ offeredPerSecond: perSecond, donePerSecond, p99: result.latency.p99, refused: result.refused })
    if (result.done < result.offered * WELL.share || result.latency.p99 > WELL.p99Ms) break
  }
  const capacity = Math.max(...tried.map(({ donePerSecond }) => donePerSecond))
  const result = await offer(foyer, requests, [
    { perSecond: CALM, seconds: CALM_BEFORE_S },
    { perSecond: SURGE, seconds: SURGE_SECONDS },
    { perSecond: CALM, seconds: CALM_AFTER_S },
  ])
  const { before, during, after } = partsOf(result.seconds)
  const goodput = Math.round(sum(during, ({ done }) => done) / SURGE_SECONDS)
  return {
    figures: {
      goodputPerSecond: goodput,
      refusedPerSecond: Math.round(sum(during, ({ refused }) => refused) / SURGE_SECONDS),
      failed: result.failed,
      refusedWithoutRetryAfter: result.refusedWithoutRetryAfter,
      slowestRefusalP99Ms: Math.max(...during.map(({ refusedP99 }) => refusedP99)),
      p99BeforeMs: Math.max(...before.map(({ p99 }) => p99)),
      recoveredAfterSeconds: recoveredAfter(before, after),
      byStatus: result.byStatus,
      sentLate: result.sentLate,
      seconds: result.seconds,
    },
    baseline: { capacityPerSecond: capacity, tried },
    ratio: Math.round((goodput / capacity) * 100) / 100,
    invariants: await foyer.checkInvariants(),
    settings: {
      ...foyer.settings,
      generator: 'raw sockets on a thread',
      mixInAHundred: MIX,
      surgePerSecond: SURGE,
      surgeSeconds: SURGE_SECONDS,
      calmPerSecond: CALM,
      connections: CONNECTIONS,
      addresses: ADDRESSES,
    },
  }
}

const offer = (
  foyer: BenchFoyer,
  requests: readonly Buffer[],
  phases: readonly { perSecond: number; seconds: number }[],
): Promise<CrowdResult> =>
  crowd({
    port: Number(new URL(foyer.url).port),
    connections: CONNECTIONS,
    addresses: ADDRESSES,
    phases,
    requests,
    // That a pass is needed is what whoever has none is to be told.
    alsoDone: [403],
  })

async function mixedRequests(foyer: BenchFoyer): Promise<Buffer[]> {
  const buyers = await foyer.addBuyers(HOLDS / 5)
  const withPass = await prepareHolds(foyer, buyers, 'general admission', HOLDS)
  const eventId = await standingEvent(foyer.db, PLACES)
  await addWaitingRoom(foyer.db, foyer.deriveKey, eventId)
  const path = `/v1/events/${eventId}`
  const reads = {
    status: getRequest(`${path}/queue/status`),
    event: getRequest(path),
    availability: getRequest(`${path}/availability`),
  }
  const withoutPass = (index: number) => {
    const { authorization = '' } = buyers[index % buyers.length] ?? {}
    const wish = { generalAdmission: { area: 'floor', quantity: 1 } }
    return postRequest(`${path}/holds`, { authorization, 'idempotency-key': newId() }, wish)
  }
  // Kinds in an order that mixes them evenly: a step that has no divisor in common with a hundred.
  const kinds = Object.entries(MIX).flatMap(([kind, share]) => Array<string>(share).fill(kind))
  return Array.from({ length: HOLDS * (100 / MIX.holdWithPass) }, (_, index) => {
    const kind = kinds[(index * 37) % kinds.length]
    if (kind === 'holdWithPass') return withPass.pop() ?? reads.status
    if (kind === 'holdWithout') return withoutPass(index)
    return reads[kind as keyof typeof reads]
  })
}

function partsOf(seconds: readonly CrowdSecond[]) {
  const end = CALM_BEFORE_S + SURGE_SECONDS
  // The first second opens what is opened once.
  return {
    before: seconds.slice(1, CALM_BEFORE_S),
    during: seconds.slice(CALM_BEFORE_S, end),
    after: seconds.slice(end),
  }
}

/** @returns seconds until requests are served as before: nearly all of them, and as soon; null when never. */
function recoveredAfter(before: readonly CrowdSecond[], after: readonly CrowdSecond[]): number | null {
  const normal = Math.max(20, 2 * Math.max(...before.map(({ p99 }) => p99)))
  const isNormal = ({ p99, refused, failed, offered }: CrowdSecond) =>
    p99 <= normal && refused + failed <= offered * (1 - WELL.share)
  const lastBad = after.findLastIndex((second) => second.offered > 0 && !isNormal(second))
  return lastBad === after.length - 1 ? null : lastBad + 1
}

const sum = (seconds: readonly CrowdSecond[], of: (second: CrowdSecond) => number): number =>
  seconds.reduce((total, second) => total + of(second), 0)
