import { Latencies } from './load/latencies.ts'
import { endings, type Ending, type SecondTold, type Whereabouts } from './load/plan.ts'
import { steps, type Step } from './load/tally.ts'

/** What was seen of the installation at one moment, as far as it could be. */
export interface Sample {
  /** Of its waiting room, as the organiser sees it. */
  readonly watermark: number | null
  /** Whether people are let in by now. */
  readonly isOpen: boolean
  readonly placesLeft: number | null
  readonly placesHeld: number | null
  readonly holdsBack: string | null
  /** Of one of its processes, by /metrics. */
  readonly loopP99Ms: number | null
  readonly memoryBytes: number | null
  readonly processCores: number | null
  readonly pressure: number | null
  readonly shed: number | null
  /** Of its database. */
  readonly commitsPerSecond: number | null
  readonly busySessions: number | null
  readonly waitingForLocks: number | null
  /** Share of the processors of this machine that was at work since the sample before; 0 to 1. */
  readonly machineBusy: number | null
}

/** One second of a rehearsal. Latencies in ms; null where there was none, or nothing could be seen. */
export interface Second extends Sample {
  readonly second: number
  readonly arrived: number
  readonly entered: number
  readonly admitted: number
  readonly holds: number
  readonly orders: number
  readonly placesSold: number
  readonly done: number
  readonly refused: number
  readonly failed: number
  /** Public reads that people made, and those that reached the installation. */
  readonly reads: number
  readonly readsThrough: number
  readonly waiting: number
  readonly inside: number
  readonly p50: number | null
  readonly p95: number | null
  readonly p99: number | null
  readonly holdP99: number | null
  /** By how much the load itself was late. */
  readonly lateMs: number
}

export interface StepFigures {
  readonly step: Step
  readonly done: number
  readonly refused: number
  readonly failed: number
  readonly p50: number | null
  readonly p95: number | null
  readonly p99: number | null
  readonly max: number
}

/** Rows of a table of seconds at most: an hour and a half. */
const SECONDS_MAX = 5_400
/** What counts as a sale being asked for; reads of documents are told apart. */
const PUBLIC_STEPS = new Set<Step>(['page', 'status', 'seats'])

const KINDS = ['done', 'refused', 'failed'] as const

interface Open {
  readonly counts: Map<string, number>
  readonly all: Latencies
  readonly hold: Latencies
  lateMs: number
}

/** Adds up what the threads of load tell and what is seen of the installation, by seconds. */
export class Recorder {
  readonly totals = new Map<string, number>()
  readonly wrongs: string[] = []
  readonly #latencies = new Map<Step, Latencies>()
  readonly #seconds: Open[] = []
  readonly #where: (Whereabouts | undefined)[]
  readonly #whereBySecond: Whereabouts[] = []
  readonly #samples: Sample[] = []

  constructor(threads: number) {
    this.#where = Array.from({ length: threads })
  }

  hear(thread: number, told: SecondTold): void {
    const open = this.#open(told.second)
    for (const [what, count] of Object.entries(told.counts)) {
      open.counts.set(what, (open.counts.get(what) ?? 0) + count)
      this.totals.set(what, (this.totals.get(what) ?? 0) + count)
    }
    for (const { step, buckets, max } of told.latencies) {
      const latencies = new Latencies(buckets, max)
      const sum = this.#latencies.get(step) ?? new Latencies()
      this.#latencies.set(step, sum)
      sum.add(latencies)
      open.all.add(latencies)
      if (step === 'hold') open.hold.add(latencies)
    }
    open.lateMs = Math.max(open.lateMs, told.lateMs)
    this.#where[thread] = told.whereabouts
    this.#whereBySecond[Math.min(told.second, SECONDS_MAX - 1)] = this.whereabouts()
  }

  see(second: number, sample: Sample): void {
    this.#samples[Math.min(Math.max(0, second), SECONDS_MAX - 1)] = sample
  }

  total(what: string): number {
    return this.totals.get(what) ?? 0
  }

  whereabouts(): Whereabouts {
    const sum = (of: (where: Whereabouts) => number) =>
      this.#where.reduce((total, where) => total + (where === undefined ? 0 : of(where)), 0)
    const ended = Object.fromEntries(endings.map((ending) => [ending, sum((where) => where.ended[ending])]))
    return {
      coming: sum((where) => where.coming),
      waiting: sum((where) => where.waiting),
      inside: sum((where) => where.inside),
      ended: ended as Record<Ending, number>,
    }
  }

  steps(): StepFigures[] {
    return steps.flatMap((step) => {
      const latencies = this.#latencies.get(step) ?? new Latencies()
      const [done, refused, failed] = KINDS.map((kind) => this.total(`${step} ${kind}`)) as [number, number, number]
      if (done + refused + failed === 0) return []
      const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => latencies.percentile(share)) as [number, number, number]
      return [{ step, done, refused, failed, p50, p95, p99, max: latencies.max }]
    })
  }

  /** Requests of all steps that ended so. */
  requests(kind: (typeof KINDS)[number]): number {
    return steps.reduce((sum, step) => sum + this.total(`${step} ${kind}`), 0)
  }

  /** Of all requests. */
  latencies(): Latencies {
    const all = new Latencies()
    for (const latencies of this.#latencies.values()) all.add(latencies)
    return all
  }

  seconds(): Second[] {
    let where: Whereabouts | undefined
    let seen: Sample = NOTHING_SEEN
    return Array.from({ length: this.#seconds.length }, (_, second) => {
      const open = this.#open(second)
      where = this.#whereBySecond[second] ?? where
      seen = this.#samples[second] ?? seen
      const count = (what: string) => open.counts.get(what) ?? 0
      const sumOf = (kind: string) => steps.reduce((sum, step) => sum + count(`${step} ${kind}`), 0)
      const ofReads = (kind: string) => [...PUBLIC_STEPS].reduce((sum, step) => sum + count(`${kind} ${step}`), 0)
      return {
        second,
        arrived: count('arrived'),
        entered: count('entered'),
        admitted: count('admitted'),
        holds: count('hold done'),
        orders: count('orders sold'),
        placesSold: count('places sold'),
        done: sumOf('done'),
        refused: sumOf('refused'),
        failed: sumOf('failed'),
        reads: ofReads('read'),
        readsThrough: ofReads('origin'),
        waiting: where?.waiting ?? 0,
        inside: where?.inside ?? 0,
        p50: open.all.percentile(0.5),
        p95: open.all.percentile(0.95),
        p99: open.all.percentile(0.99),
        holdP99: open.hold.percentile(0.99),
        lateMs: Math.round(open.lateMs),
        ...seen,
      }
    })
  }

  #open(second: number): Open {
    const at = Math.min(Math.max(0, second), SECONDS_MAX - 1)
    while (this.#seconds.length <= at)
      this.#seconds.push({ counts: new Map(), all: new Latencies(), hold: new Latencies(), lateMs: 0 })
    const open = this.#seconds[at]
    if (open === undefined) throw new RangeError(`there is no second ${at}`)
    return open
  }
}

export const NOTHING_SEEN: Sample = {
  watermark: null,
  isOpen: false,
  placesLeft: null,
  placesHeld: null,
  holdsBack: null,
  loopP99Ms: null,
  memoryBytes: null,
  processCores: null,
  pressure: null,
  shed: null,
  commitsPerSecond: null,
  busySessions: null,
  waitingForLocks: null,
  machineBusy: null,
}
