import { cpus } from 'node:os'
import { queueRoutes } from '@foyer/contract/queue'
import { connect } from '@foyer/contract/client'
import type { Sql } from '../platform/database.ts'
import { countDatabase } from './queries.ts'
import { NOTHING_SEEN, type Sample } from './recorder.ts'

const ANSWER_WITHIN_MS = 4_000

/** What can be seen of the installation from here: its waiting room, one process by /metrics, its database, this machine. */
export class Watch {
  readonly #url: string
  readonly #eventId: string
  readonly #sql: Sql
  readonly #signIn: () => Promise<string>
  #token: { readonly text: string; readonly until: number } | undefined
  #processors = processorTimes()
  readonly #rates = new Map<string, { readonly value: number; readonly at: number }>()

  constructor(of: { url: string; eventId: string; sql: Sql; signIn: () => Promise<string> }) {
    this.#url = of.url
    this.#eventId = of.eventId
    this.#sql = of.sql
    this.#signIn = of.signIn
  }

  /** Never throws: what cannot be seen is null. */
  async look(): Promise<Sample> {
    const [queue, process, database] = await Promise.all([
      this.#queue().catch(unseen),
      this.#metrics().catch(unseen),
      countDatabase(this.#sql).catch(unseen),
    ])
    return {
      ...NOTHING_SEEN,
      ...queue,
      ...process,
      ...(database && {
        commitsPerSecond: this.#rate('commits', database.commits),
        busySessions: database.busySessions,
        waitingForLocks: database.waitingForLocks,
      }),
      machineBusy: this.#machine(),
    }
  }

  async #queue(): Promise<Partial<Sample>> {
    if (this.#token === undefined || performance.now() > this.#token.until)
      this.#token = { text: await this.#signIn(), until: performance.now() + TOKEN_GOOD_MS }
    const live = await connect(this.#url, this.#token.text).call(queueRoutes.live, {
      params: { eventId: this.#eventId },
      timeoutMs: ANSWER_WITHIN_MS,
    })
    return {
      watermark: live.status?.watermark ?? null,
      isOpen: live.status?.phase === 'open',
      placesLeft: live.places.left,
      placesHeld: live.places.held,
      holdsBack: live.holdsBack,
    }
  }

  async #metrics(): Promise<Partial<Sample>> {
    const answer = await fetch(new URL('/metrics', this.#url), { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    if (!answer.ok) return {}
    const { cpuSeconds, ...told } = readMetrics(await answer.text())
    return { ...told, processCores: this.#rate('cores', cpuSeconds) }
  }

  /** By how much a count grew a second since it was looked at last; null where it is of another process than it was. */
  #rate(what: string, value: number | null): number | null {
    const before = this.#rates.get(what)
    if (value === null) return null
    const at = performance.now()
    this.#rates.set(what, { value, at })
    return before === undefined || value < before.value ? null : ((value - before.value) * 1_000) / (at - before.at)
  }

  #machine(): number {
    const [before, now] = [this.#processors, processorTimes()]
    this.#processors = now
    const all = now.all - before.all
    return all <= 0 ? 0 : 1 - (now.idle - before.idle) / all
  }
}

const TOKEN_GOOD_MS = 10 * 60_000

/** What /metrics tells of one process; what it does not tell is left out. */
export function readMetrics(text: string) {
  const value = (name: string): number | null => {
    const line = text.split('\n').find((one) => one.startsWith(`${name} `))
    const number = Number(line?.slice(name.length + 1).split(' ')[0] ?? Number.NaN)
    return Number.isFinite(number) ? number : null
  }
  const node = (name: string) => value(`foyer_node{name="${name}"}`)
  const lag = value('nodejs_eventloop_lag_p99_seconds')
  const shed = ['shed_extra', 'shed_ordinary', 'shed_vital'].map(node)
  return {
    loopP99Ms: lag === null ? null : lag * 1_000,
    memoryBytes: value('process_resident_memory_bytes'),
    cpuSeconds: value('process_cpu_seconds_total'),
    pressure: node('pressure'),
    shed: shed.includes(null) ? null : shed.reduce<number>((sum, one) => sum + (one ?? 0), 0),
  }
}

function processorTimes(): { readonly all: number; readonly idle: number } {
  let [all, idle] = [0, 0]
  for (const { times } of cpus()) {
    all += times.user + times.nice + times.sys + times.idle + times.irq
    idle += times.idle
  }
  return { all, idle }
}

/** A look that failed shows nothing; the next one is a second away. */
const unseen = (): undefined => undefined
