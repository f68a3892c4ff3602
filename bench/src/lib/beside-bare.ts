import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openLoop } from './open-loop.ts'
import { getRequest, parseAnswer, RawConnection } from './raw-http.ts'

const CONNECTIONS = 32
const SECONDS = 3
const ROUNDS = 3
const HALF_LOAD_SECONDS = 5
const BARE_SERVER = fileURLToPath(new URL('bare-server.ts', import.meta.url))

/** How a comparison is made, for its report. */
export const comparison = { connections: CONNECTIONS, seconds: SECONDS, rounds: ROUNDS, pipelining: 1 } as const

export interface PageResult {
  readonly perSecond: number
  readonly bare: number
  readonly ratio: number
  readonly bytes: number
  readonly halfLoad: Awaited<ReturnType<typeof openLoop>>
}

/** Asks for one page over and over on kept connections, and a bare node:http server for the same bytes, taking turns. */
export async function comparePage(port: number, path: string): Promise<PageResult> {
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

/** Every connection sends its next request when the last is answered, one path after the other. @returns answers a second. */
export async function closedLoop(port: number, ...paths: readonly string[]): Promise<number> {
  const requests = paths.map((path) => getRequest(path))
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => RawConnection.open(port)))
  const until = performance.now() + SECONDS * 1_000
  let answered = 0
  await Promise.all(
    connections.map(async (connection) => {
      while (performance.now() < until) {
        const request = requests[answered++ % requests.length]
        if (request !== undefined) await connection.send(request)
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
