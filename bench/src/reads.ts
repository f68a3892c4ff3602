import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startBenchFoyer } from './lib/bench-foyer.ts'
import { openLoop } from './lib/open-loop.ts'
import { getRequest, parseAnswer, RawConnection } from './lib/raw-http.ts'
import type { BenchResult } from './lib/report.ts'
import { syntheticCatalog } from './lib/synthetic-catalog.ts'

const EVENTS = 2_000
const CONNECTIONS = 32
const SECONDS = 3
const ROUNDS = 3
const HALF_LOAD_SECONDS = 5
const BARE_SERVER = fileURLToPath(new URL('lib/bare-server.ts', import.meta.url))

/**
 * How many public reads a second, beside a bare node:http server that sends the same bytes? The page of an event and a
 * page of search results, asked for over and over by connections that are kept; the two servers take turns. The ratio
 * is that of the worse of the two pages.
 */
export async function reads(): Promise<BenchResult> {
  await using foyer = await startBenchFoyer(['api'])
  const catalog = await syntheticCatalog(foyer.db, EVENTS)
  const port = Number(new URL(foyer.url).port)
  const pages = { event: `/v1/events/${catalog.eventIds[0] ?? ''}`, search: '/v1/events?genre=jazz' }
  const results: Record<string, PageResult> = {}
  for (const [name, path] of Object.entries(pages)) results[name] = await comparePage(port, path)
  const worst = Math.min(...Object.values(results).map((page) => page.ratio))
  return {
    figures: Object.fromEntries(
      Object.entries(results).map(([name, { perSecond, halfLoad, bytes }]) => [name, { perSecond, halfLoad, bytes }]),
    ),
    baseline: Object.fromEntries(
      Object.entries(results).map(([name, page]) => [name, { bareHttpPerSecond: page.bare }]),
    ),
    ratio: worst,
    invariants: await foyer.checkInvariants(),
    settings: {
      ...foyer.settings,
      events: EVENTS,
      connections: CONNECTIONS,
      seconds: SECONDS,
      rounds: ROUNDS,
      pipelining: 1,
    },
  }
}

interface PageResult {
  readonly perSecond: number
  readonly bare: number
  readonly ratio: number
  readonly bytes: number
  readonly halfLoad: Awaited<ReturnType<typeof openLoop>>
}

async function comparePage(port: number, path: string): Promise<PageResult> {
  const one = await RawConnection.open(port)
  const sample = parseAnswer(await one.send(getRequest(path)))
  one.close()
  if (sample.status !== 200) throw new Error(`${path} answered ${sample.status}`)
  const bare = await startBareServer(headersOf(sample.head), sample.body)
  try {
    const [ours, theirs]: [number[], number[]] = [[], []]
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await closedLoop(port, path))
      theirs.push(await closedLoop(bare.port, path))
    }
    const perSecond = median(ours)
    return {
      perSecond,
      bare: median(theirs),
      ratio: Math.round((perSecond / median(theirs)) * 100) / 100,
      bytes: Buffer.byteLength(sample.body),
      halfLoad: await atRate(port, path, Math.round(perSecond / 2)),
    }
  } finally {
    bare.process.kill('SIGTERM')
  }
}

/** Every connection sends its next request when the last is answered. @returns answers a second. */
async function closedLoop(port: number, path: string): Promise<number> {
  const request = getRequest(path)
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => RawConnection.open(port)))
  const until = performance.now() + SECONDS * 1_000
  let answered = 0
  await Promise.all(
    connections.map(async (connection) => {
      while (performance.now() < until) {
        await connection.send(request)
        answered++
      }
      connection.close()
    }),
  )
  return Math.round(answered / SECONDS)
}

async function atRate(port: number, path: string, perSecond: number): ReturnType<typeof openLoop> {
  const request = getRequest(path)
  const idle = await Promise.all(Array.from({ length: CONNECTIONS * 2 }, () => RawConnection.open(port)))
  const all = [...idle]
  const result = await openLoop({
    perSecond,
    seconds: HALF_LOAD_SECONDS,
    underWayMax: idle.length,
    request: async () => {
      const connection = idle.pop()
      if (connection === undefined) return 'failed'
      await connection.send(request)
      idle.push(connection)
      return 'done'
    },
  })
  for (const connection of all) connection.close()
  return result
}

async function startBareServer(
  headers: Record<string, string>,
  body: string,
): Promise<{ port: number; process: ChildProcess }> {
  const child = spawn(process.execPath, [BARE_SERVER], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify({ headers, body }))
  const [line]: unknown[] = await once(child.stdout, 'data')
  return { port: Number(String(line)), process: child }
}

/** The head of an answer without what node:http writes by itself. */
const headersOf = (head: string): Record<string, string> =>
  Object.fromEntries(
    head
      .split('\r\n')
      .map((line): [string, string] => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 2),
      ])
      .filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)),
  )

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
