// The thread of a crowd (see crowd.ts).
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { parentPort, workerData } from 'node:worker_threads'
import type { Crowd, CrowdResult, CrowdSecond } from './crowd.ts'
import { Histogram } from './histogram.ts'

type Plan = Omit<Crowd, 'requests'> & { readonly bytes: Uint8Array; readonly ends: Uint32Array }

/** Nobody waits for longer: for a free connection, or for an answer. */
const PATIENCE_MS = 15_000
const OPENED_AT_ONCE = 200
const REOPEN_MS = 50
const REFUSED = new Set([409, 429, 503])

interface Second {
  offered: number
  done: number
  refused: number
  failed: number
  readonly latency: Histogram
  readonly refusals: Histogram
}

const plan = workerData as Plan
const all = Buffer.from(plan.bytes.buffer, plan.bytes.byteOffset, plan.bytes.byteLength)
const requestAt = (index: number): Buffer => {
  const turn = index % plan.ends.length
  return all.subarray(turn === 0 ? 0 : plan.ends[turn - 1], plan.ends[turn])
}

const idle: Connection[] = []
/** Who is due and found no free connection: number and moment, the first in front. */
const waiting: { readonly index: number; readonly due: number }[] = []
let waitingFrom = 0
let underWay = 0
let ending = false
const latency = new Histogram()
const sentLate = new Histogram()
const byStatus: Record<string, number> = {}
const counts = { offered: 0, done: 0, refused: 0, failed: 0, refusedWithoutRetryAfter: 0 }
const seconds: Second[] = []
let started = 0
let lastEnd = 0

/** One kept connection; opened again when it breaks. */
class Connection {
  readonly #address: string
  #socket: Socket | undefined
  #head: Buffer[] = []
  #missing = 0
  #due = -1
  #status = 0

  constructor(address: string) {
    this.#address = address
  }

  async open(): Promise<void> {
    const to = { port: plan.port, host: '127.0.0.1', localAddress: this.#address, noDelay: true }
    const socket =
      plan.tls === true ? connectTls({ ...to, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] }) : connect(to)
    await new Promise<void>((resolve) => {
      socket.once(plan.tls === true ? 'secureConnect' : 'connect', resolve)
      socket.once('close', () => {
        resolve()
        this.#broke()
      })
    })
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
    this.#socket = socket
  }

  send(index: number, due: number): void {
    this.#due = due
    underWay++
    this.#socket?.write(requestAt(index))
  }

  get overdue(): boolean {
    return this.#due >= 0 && performance.now() - this.#due > PATIENCE_MS
  }

  close(): void {
    this.#socket?.destroy()
  }

  #broke(): void {
    if (this.#due >= 0) {
      underWay--
      settle('broken', this.#due, true)
      this.#due = -1
    }
    const at = idle.indexOf(this)
    if (at >= 0) idle.splice(at, 1)
    this.#missing = 0
    this.#head = []
    if (ending) return
    setTimeout(() => {
      void this.open().then(() => this.#socket?.destroyed === false && free(this))
    }, REOPEN_MS)
  }

  #take(chunk: Buffer): void {
    if (this.#missing > 0) {
      this.#missing -= chunk.length
      if (this.#missing <= 0) this.#end()
      return
    }
    this.#head.push(chunk)
    const bytes = this.#head.length === 1 ? chunk : Buffer.concat(this.#head)
    const end = bytes.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = bytes.toString('latin1', 0, end)
    this.#status = Number(head.slice(9, 12))
    if (REFUSED.has(this.#status) && this.#status !== 409 && !/\r\nretry-after:/i.test(head))
      counts.refusedWithoutRetryAfter++
    this.#missing = end + 4 + Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0) - bytes.length
    this.#head = []
    if (this.#missing <= 0) this.#end()
  }

  #end(): void {
    this.#missing = 0
    underWay--
    const due = this.#due
    this.#due = -1
    settle(String(this.#status), due, false)
    free(this)
  }
}

/** Gives a connection to whoever waits for longest. */
function free(connection: Connection): void {
  while (waitingFrom < waiting.length) {
    const next = waiting[waitingFrom++]
    if (waitingFrom > 10_000) {
      waiting.splice(0, waitingFrom)
      waitingFrom = 0
    }
    if (next === undefined) break
    if (performance.now() - next.due > PATIENCE_MS) settle('gave up', next.due, true)
    else return connection.send(next.index, next.due)
  }
  idle.push(connection)
}

function settle(status: string, due: number, isBroken: boolean): void {
  lastEnd = performance.now()
  byStatus[status] = (byStatus[status] ?? 0) + 1
  const second = secondOf(due)
  const code = Number(status)
  if (!isBroken && ((code >= 200 && code < 400) || plan.alsoDone?.includes(code) === true)) {
    counts.done++
    second.done++
    latency.record(lastEnd - due)
    second.latency.record(lastEnd - due)
  } else if (REFUSED.has(code)) {
    counts.refused++
    second.refused++
    second.refusals.record(lastEnd - due)
  } else {
    counts.failed++
    second.failed++
  }
}

function secondOf(due: number): Second {
  const at = Math.max(0, Math.floor((due - started) / 1_000))
  return (seconds[at] ??= {
    offered: 0,
    done: 0,
    refused: 0,
    failed: 0,
    latency: new Histogram(),
    refusals: new Histogram(),
  })
}

async function run(): Promise<CrowdResult> {
  const connections = Array.from({ length: plan.connections }, (_, index) => {
    const network = index % plan.addresses
    return new Connection(`127.0.${1 + Math.floor(network / 250)}.${1 + (network % 250)}`)
  })
  for (let at = 0; at < connections.length; at += OPENED_AT_ONCE)
    await Promise.all(connections.slice(at, at + OPENED_AT_ONCE).map((one) => one.open()))
  idle.push(...connections)
  started = performance.now()
  let index = 0
  let phaseStart = started
  for (const { perSecond, seconds: length } of plan.phases) {
    const total = Math.floor(perSecond * length)
    for (let next = 0; next < total;) {
      const now = performance.now()
      const dueBy = Math.min(total, Math.floor(((now - phaseStart) / 1_000) * perSecond))
      for (; next < dueBy; next++) offer(index++, phaseStart + (next / perSecond) * 1_000)
      await sleep(1)
    }
    phaseStart += length * 1_000
    while (performance.now() < phaseStart) await sleep(1)
  }
  while (underWay > 0 || waitingFrom < waiting.length) {
    for (const connection of connections) if (connection.overdue) connection.close()
    await sleep(5)
  }
  ending = true
  for (const connection of connections) connection.close()
  return {
    ...counts,
    byStatus,
    latency: latency.summary(),
    sentLate: sentLate.summary(),
    seconds: Array.from(seconds, (one, second) => shown(second, one)),
    elapsedSeconds: Math.round(lastEnd - started) / 1_000,
  }
}

function offer(index: number, due: number): void {
  counts.offered++
  secondOf(due).offered++
  const connection = idle.pop()
  if (connection === undefined) return void waiting.push({ index, due })
  connection.send(index, due)
  sentLate.record(Math.max(0, performance.now() - due))
}

const shown = (second: number, one: Second | undefined): CrowdSecond => {
  const { p50 = 0, p99 = 0 } = one?.latency.summary() ?? {}
  const { offered = 0, done = 0, refused = 0, failed = 0 } = one ?? {}
  return { second, offered, done, refused, failed, p50, p99, refusedP99: one?.refusals.summary().p99 ?? 0 }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- between threads there is no origin
parentPort?.postMessage(await run())
