import { prepareHolds } from './holds-http.ts'
import { seatedEvent } from './lib/bench-event.ts'
import { startBenchFoyer, type BenchFoyer } from './lib/bench-foyer.ts'
import { crowd } from './lib/crowd.ts'
import { cpuMeter } from './lib/process-cpu.ts'
import { getRequest } from './lib/raw-http.ts'
import type { BenchResult } from './lib/report.ts'
import { joinOverHttp } from './rush-join.ts'
import { measureNginx, nginxBefore } from './rush-status.ts'

const ALL = 100_000
/** Of a hundred thousand requests a second in a rush: most look whether it is their turn. */
const MIX = { status: 90_000, event: 8_000, join: 1_500, hold: 500 } as const
const OFFERED = { event: 4_000, join: 2_000, hold: 1_500 } as const
const SECONDS = 5
const CONNECTIONS = 256
const ADDRESSES = 250

interface Cost {
  readonly donePerSecond: number
  /** Microseconds of one core for each request, by what works. */
  readonly micros: Readonly<Record<string, number>>
}

/**
 * How many cores do 100,000 requests a second take? Each kind is measured by itself, by the processor time of the processes
 * that work for it, so the generator is not in it; then a sum at the mix of the settings. The status comes through nginx with
 * the configuration of deploy/nginx, all else straight from Foyer. Not in the sum: TLS and the proxy for what nginx passes on,
 * and the room that whoever is wise leaves free. The baseline is the same without nginx: the status from Foyer itself; the
 * ratio says how many times fewer cores.
 */
export async function hundredThousand(): Promise<BenchResult> {
  await using foyer = await startBenchFoyer(['api', 'worker'])
  await using nginx = await nginxBefore(foyer)
  await measureNginx(foyer, nginx.pid, nginx.port, nginx.path)
  const { perSecond, perSecondAndCore } = await measureNginx(foyer, nginx.pid, nginx.port, nginx.path)
  const kinds: Record<keyof typeof MIX, Cost> = {
    status: { donePerSecond: perSecond, micros: { nginx: round(1e6 / perSecondAndCore) } },
    event: await reads(foyer, `/v1/events/${await seatedEvent(foyer.db, 2_000)}`),
    join: await joins(foyer),
    hold: await holds(foyer),
  }
  const plain = await reads(foyer, nginx.path)
  const cores = sumOf(kinds)
  const without = sumOf({ ...kinds, status: plain })
  return {
    figures: { kinds: withRates(kinds), coresFor: ALL, cores },
    baseline: { statusFromFoyerItself: plain, cores: without },
    ratio: round(without.all / cores.all),
    invariants: await foyer.checkInvariants(),
    settings: {
      ...foyer.settings,
      mix: MIX,
      offered: OFFERED,
      seconds: SECONDS,
      nginx: nginx.version,
      changedInFoyerConf: nginx.changed,
      statusGenerator: nginx.oneAddress ? 'wrk, one thread' : 'raw sockets on a thread',
      generator: 'raw sockets on a thread',
    },
  }
}

async function reads(foyer: BenchFoyer, path: string): Promise<Cost> {
  return costOf(foyer, OFFERED.event, [getRequest(path)])
}

async function holds(foyer: BenchFoyer): Promise<Cost> {
  const count = OFFERED.hold * SECONDS
  const buyers = await foyer.addBuyers(count)
  return costOf(foyer, OFFERED.hold, await prepareHolds(foyer, buyers, 'chosen seats', count))
}

async function joins(foyer: BenchFoyer): Promise<Cost> {
  const { donePerSecond, cpuMicrosecondsPerEntry } = await joinOverHttp(foyer, OFFERED.join)
  return { donePerSecond, micros: cpuMicrosecondsPerEntry }
}

async function costOf(foyer: BenchFoyer, perSecond: number, requests: readonly Buffer[]): Promise<Cost> {
  const cpu = cpuMeter(foyer)
  const { done, elapsedSeconds } = await crowd({
    port: Number(new URL(foyer.url).port),
    connections: CONNECTIONS,
    addresses: ADDRESSES,
    phases: [{ perSecond, seconds: SECONDS }],
    requests,
  })
  const { api, postgres } = cpu()
  return {
    donePerSecond: Math.round(done / elapsedSeconds),
    micros: { api: round((api / done) * 1e6), postgres: round((postgres / done) * 1e6) },
  }
}

const microsOf = ({ micros }: Cost): number => Object.values(micros).reduce((sum, each) => sum + each, 0)

const withRates = (kinds: Readonly<Record<string, Cost>>) =>
  Object.fromEntries(
    Object.entries(kinds).map(([kind, cost]) => [
      kind,
      { ...cost, perSecondAndCore: Math.round(1e6 / microsOf(cost)) },
    ]),
  )

/** Cores for each kind at the mix, and together. */
function sumOf(kinds: Readonly<Record<keyof typeof MIX, Cost>>): Record<keyof typeof MIX | 'all', number> {
  const of = (kind: keyof typeof MIX) => round((MIX[kind] * microsOf(kinds[kind])) / 1e6)
  const each = { status: of('status'), event: of('event'), join: of('join'), hold: of('hold') }
  return { ...each, all: round(each.status + each.event + each.join + each.hold) }
}

const round = (figure: number): number => Math.round(figure * 100) / 100
