import { addWaitingRoom, standingEvent } from './lib/bench-event.ts'
import { startBenchFoyer, type BenchFoyer } from './lib/bench-foyer.ts'
import { crowd, type Crowd } from './lib/crowd.ts'
import { startBenchNginx } from './lib/nginx.ts'
import { cpuSecondsOf } from './lib/process-cpu.ts'
import { getRequest } from './lib/raw-http.ts'
import type { BenchResult } from './lib/report.ts'
import { hasWrk, wrk } from './lib/wrk.ts'

const PLACES = 20_000
const SECONDS = 5
const CONNECTIONS = 128
/** Without wrk: far more than comes through. */
const OFFERED_WITHOUT_WRK = 60_000
const CALM_PER_SECOND = 8_000
const ADDRESSES = 250

/**
 * How many status documents of a queue come through nginx's micro-cache a second, by TLS, with the configuration of
 * deploy/nginx: one worker and so one core at most; and how often does nginx ask Foyer meanwhile? Beside it the same nginx
 * sending the same bytes as a static file. As many as come through, by wrk where it is installed (closed-loop), and then at a
 * rate that is held, from when each was due. Rates for one core are by nginx's own processor time, so that they stand
 * whatever the generator takes of the machine. The ratio is that of those rates.
 */
export async function rushStatus(): Promise<BenchResult> {
  await using foyer = await startBenchFoyer(['api', 'worker'])
  await using nginx = await nginxBefore(foyer)
  const { path } = nginx
  const measure = (port: number, of: string) => measureNginx(foyer, nginx.pid, port, of)
  // Connections, and the pages of the cache, are made once.
  await measure(nginx.port, path)
  const status = await measure(nginx.port, path)
  const asFile = await measure(nginx.staticPort, '/static')
  const calm = await calmly(nginx.port, path)
  return {
    figures: { status, statusAtAHeldRate: calm, statusBytes: nginx.bytes },
    baseline: { staticFile: asFile },
    ratio: Math.round((status.perSecondAndCore / asFile.perSecondAndCore) * 100) / 100,
    invariants: await foyer.checkInvariants(),
    settings: {
      ...foyer.settings,
      nginx: nginx.version,
      nginxWorkers: 1,
      changedInFoyerConf: nginx.changed,
      generator: nginx.oneAddress ? 'wrk, one thread' : 'raw sockets on a thread',
      connections: CONNECTIONS,
      seconds: SECONDS,
      heldRate: CALM_PER_SECOND,
    },
  }
}

/** nginx before a Foyer with a waiting room, whose document it also has as a static file. */
export async function nginxBefore(foyer: BenchFoyer) {
  const eventId = await standingEvent(foyer.db, PLACES)
  await addWaitingRoom(foyer.db, foyer.deriveKey, eventId)
  const path = `/v1/events/${eventId}/queue/status`
  const file = Buffer.from(await (await fetch(`${foyer.url}${path}`)).arrayBuffer())
  const oneAddress = hasWrk()
  if (!oneAddress) console.error('wrk is not installed (apt-get install wrk): the own generator may be the limit')
  const nginx = await startBenchNginx({ upstreamPort: Number(new URL(foyer.url).port), file, oneAddress })
  return { ...nginx, path, oneAddress, bytes: file.length }
}

/** As many requests as come through, and what they cost nginx. */
export async function measureNginx(foyer: BenchFoyer, nginxPid: number, port: number, path: string) {
  const [cpu, fetched, started] = [cpuSecondsOf(nginxPid), await fetches(foyer), performance.now()]
  const ran = hasWrk()
    ? await wrk(`https://127.0.0.1:${port}${path}`, CONNECTIONS, SECONDS)
    : await byCrowd(port, path, OFFERED_WITHOUT_WRK)
  const [seconds, used] = [(performance.now() - started) / 1_000, cpuSecondsOf(nginxPid) - cpu]
  return {
    ...ran,
    coreSeconds: Math.round(used * 100) / 100,
    perSecondAndCore: Math.round(ran.requests / used),
    fetchesPerSecond: Math.round((((await fetches(foyer)) - fetched) / seconds) * 100) / 100,
  }
}

const crowdOn = (port: number, path: string, perSecond: number): Crowd => ({
  port,
  tls: true,
  connections: CONNECTIONS,
  addresses: ADDRESSES,
  phases: [{ perSecond, seconds: SECONDS }],
  requests: [getRequest(path)],
})

async function byCrowd(port: number, path: string, perSecond: number) {
  const { done, refused, failed, elapsedSeconds } = await crowd(crowdOn(port, path, perSecond))
  return { perSecond: Math.round(done / elapsedSeconds), requests: done, failed: refused + failed }
}

async function calmly(port: number, path: string) {
  const { seconds: _seconds, ...result } = await crowd(crowdOn(port, path, CALM_PER_SECOND))
  return result
}

/** How often the status was asked for at Foyer itself, so far. */
async function fetches({ url }: BenchFoyer): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  const lines = metrics.matchAll(/^foyer_http_request_seconds_count\{[^}]*route="[^"]*\/queue\/status"[^}]*\} (\d+)/gm)
  return [...lines].reduce((sum, [, count]) => sum + Number(count), 0)
}
