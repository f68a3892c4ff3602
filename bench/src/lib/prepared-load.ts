import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { OpenLoopResult } from './open-loop.ts'

/** Requests that are ready as bytes, to be sent to one port at a rate, each once and in order. */
export interface PreparedLoad {
  readonly port: number
  readonly requests: readonly Buffer[]
  readonly perSecond: number
  /** Kept connections, with one request at a time on each: who finds none idle waits, and the wait counts. */
  readonly connections: number
  readonly underWayMax: number
}

/** What came of it, and the processor time that the generator took, in µs for each request. */
export type PreparedLoadResult = OpenLoopResult & { readonly generatorMicros: number }

const CHILD = fileURLToPath(new URL('prepared-load-child.ts', import.meta.url))

/**
 * Sends prepared requests, open-loop, from a process of its own: making them costs nothing while the server is measured,
 * and neither the garbage nor the event loop of whoever measures gets into the latencies.
 */
export function sendPrepared(load: PreparedLoad): Promise<PreparedLoadResult> {
  return new Promise((resolve, reject) => {
    const child = fork(CHILD, { serialization: 'advanced' })
    child.once('message', (result: PreparedLoadResult) => resolve(result))
    child.once('error', reject)
    child.once('exit', (status) => reject(new Error(`the load generator ended with status ${status}`)))
    child.send(load)
  })
}

/** The bytes of a POST with a JSON body, as a client sends them over a kept connection. */
export function postRequest(path: string, headers: Readonly<Record<string, string>>, body: unknown): Buffer {
  const text = JSON.stringify(body)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: keep-alive\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(text)}\r\n${lines.join('')}\r\n${text}`,
  )
}
