import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { LatencySummary } from './histogram.ts'

/** A crowd that comes at its own pace, from many addresses of this machine, and does not wait for those before it. */
export interface Crowd {
  readonly port: number
  /** Over TLS, whoever the certificate is of. */
  readonly tls?: boolean
  /** Kept connections; each has one request under way at a time. Whoever finds none free waits for one. */
  readonly connections: number
  /** They come from so many addresses, 127.0.1.1 and up. */
  readonly addresses: number
  /** What is offered, one phase after the other. */
  readonly phases: readonly { readonly perSecond: number; readonly seconds: number }[]
  /** Answers that are as good as any, besides 2xx and 3xx. */
  readonly alsoDone?: readonly number[]
  /** Whole requests, sent in turn, from the first again after the last. */
  readonly requests: readonly Buffer[]
}

/** One second of a crowd, by when its requests were due. */
export interface CrowdSecond {
  readonly second: number
  readonly offered: number
  readonly done: number
  readonly refused: number
  readonly failed: number
  /** Of those who were served, from when they were due, in ms. */
  readonly p50: number
  readonly p99: number
  /** Of those who were refused. */
  readonly refusedP99: number
}

export interface CrowdResult {
  readonly offered: number
  readonly done: number
  /** 409, 429 and 503. */
  readonly refused: number
  /** Of those, without a word about when to come back. */
  readonly refusedWithoutRetryAfter: number
  /** Other answers, broken connections, and those who waited for a connection for longer than anybody would. */
  readonly failed: number
  readonly byStatus: Readonly<Record<string, number>>
  /** From when each was due to the end of its answer, in ms: of those who were served. */
  readonly latency: LatencySummary
  /** How late the generator itself sent what found a free connection: what is not the server's. */
  readonly sentLate: LatencySummary
  readonly seconds: readonly CrowdSecond[]
  /** From the first due to the last answer. */
  readonly elapsedSeconds: number
}

/** Runs a crowd on a thread of its own, so that whoever measures is not in its way. */
export async function crowd(plan: Crowd): Promise<CrowdResult> {
  const { requests, ...rest } = plan
  const bytes = Buffer.concat(requests)
  const ends = new Uint32Array(requests.length)
  let end = 0
  requests.forEach((request, index) => (ends[index] = end += request.length))
  const thread = new Worker(fileURLToPath(new URL('crowd-thread.ts', import.meta.url)), {
    workerData: { ...rest, bytes, ends },
  })
  return new Promise((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', reject)
  })
}
