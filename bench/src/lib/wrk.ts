import { spawn, spawnSync } from 'node:child_process'
import { text } from 'node:stream/consumers'

export interface WrkResult {
  readonly perSecond: number
  readonly requests: number
  /** Answers that are not 2xx or 3xx, and broken connections. */
  readonly failed: number
}

/** Whether wrk (a load generator in C) is installed. */
export const hasWrk = (): boolean => spawnSync('wrk', ['-v']).error === undefined

/** As many requests as come through: each connection sends the next when the last is answered, one thread. */
export async function wrk(url: string, connections: number, seconds: number): Promise<WrkResult> {
  const run = spawn('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, url], { stdio: ['ignore', 'pipe', 'inherit'] })
  const said = await text(run.stdout)
  const number = (pattern: RegExp) => Number(pattern.exec(said)?.[1] ?? 0)
  const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(said)?.slice(1) ?? []
  return {
    perSecond: Math.round(number(/Requests\/sec: +([\d.]+)/)),
    requests: number(/(\d+) requests in/),
    failed: number(/Non-2xx or 3xx responses: (\d+)/) + errors.reduce((sum, count) => sum + Number(count), 0),
  }
}
