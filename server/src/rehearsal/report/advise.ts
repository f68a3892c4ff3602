/** What advice is made of: figures of one rehearsal, and what it was set to. */
export interface AdviceFacts {
  readonly buyers: number
  readonly places: number
  readonly peopleAtOnce: number
  readonly peoplePerMinute: number | null
  readonly processors: number
  readonly processes: number
  readonly databasePool: number
  readonly lanePool: number
  readonly holdSeconds: number
  readonly proofOfWork: boolean
  readonly edge: boolean
  /** Of all requests, those without an answer, or with one that is none; 0 to 1. */
  readonly failedShare: number
  /** Share of holds that were refused since the lane had more than it could do; 0 to 1. */
  readonly busyHoldShare: number
  readonly p99Ms: number | null
  /** The highest pressure of /metrics, 0 to 3; null: it was not to be seen. */
  readonly pressure: number | null
  readonly loopP99Ms: number | null
  /** Cores that one process of the installation kept busy in its busiest half minute; null: not to be seen. */
  readonly processCores: number | null
  /** 0 to 1, in the busiest half minute. */
  readonly machineBusy: number | null
  readonly busySessions: number | null
  /** Of the seconds in which people were let in, the share in which each thing kept more from it. */
  readonly heldBackBy: Readonly<Record<string, number>>
  /** People let in in the best minute in which nothing bent. */
  readonly admittedPerMinute: number
  /** The same, bent or not. */
  readonly admittedAtMost: number
  readonly placesPerHold: number
  readonly readsPerSecond: number
  readonly reads: number
  readonly readsThrough: number
  /** Places that were held at the end and paid by nobody. */
  readonly placesLeftHeld: number
  readonly everythingTakenAfter: number | null
  readonly loadLateMs: number
}

/** What to set. `look`: something to know before the figures are believed. */
export interface Advice {
  readonly kind: 'change' | 'keep' | 'look'
  readonly setting: string
  readonly to: string
  readonly why: string
}

/** Requests that may fail without anybody asking why: one in a thousand. */
export const FAILURES_BORNE = 0.001
const LATE_LOAD_MS = 100
const LATE_LOOP_MS = 150
const BUSY_HOLDS = 0.01
const ON_THE_EDGE = 0.9
const AT_EASE = 0.1
/** Of what was borne, so that there is room for what a rehearsal does not know. */
const BORNE_USED = 0.7
/** What was let in without a sign of bending says something when it is at least so much of the most. */
const CALM_ENOUGH = 0.2
const POOL_MAX = 40
const READS_FOR_A_CACHE = 500
const STOCK_OVER = 1.3
const HELD_AT_THE_END = 0.03
const HOLD_SECONDS_MIN = 300
const pct = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 2 : 0)} %`
const many = (count: number) => count.toLocaleString('en-GB')

type Rule = (facts: AdviceFacts) => Advice | undefined

/** Concrete advice. Pure: the same figures, the same advice, what is to be changed first. */
export function adviseOn(facts: AdviceFacts): Advice[] {
  const order = { look: 0, change: 1, keep: 2 } as const
  return rules.flatMap((rule) => rule(facts) ?? []).sort((a, b) => order[a.kind] - order[b.kind])
}

/** Whether the installation gave way, as people would notice. */
const gaveWay = ({ failedShare, busyHoldShare, pressure }: AdviceFacts): boolean =>
  failedShare > FAILURES_BORNE || busyHoldShare > BUSY_HOLDS || (pressure ?? 0) >= 1

const load: Rule = ({ loadLateMs }) =>
  loadLateMs <= LATE_LOAD_MS
    ? undefined
    : {
        kind: 'look',
        setting: 'foyer rehearse',
        to: 'run it on another machine, or with fewer buyers',
        why: `The load itself was ${Math.round(loadLateMs)} ms late: it did not get the processor that it needed, so latencies are too high and rates too low.`,
      }

const pace: Rule = (facts) => {
  const { failedShare, busyHoldShare, admittedPerMinute: calm, admittedAtMost: most } = facts
  if (gaveWay(facts)) {
    const signs = `It gave way: ${pct(failedShare)} of requests failed, ${pct(busyHoldShare)} of holds were told to come back, pressure ${facts.pressure?.toFixed(1) ?? 'not seen'}.`
    const isKnown = calm >= CALM_ENOUGH * most
    return {
      kind: 'change',
      setting: 'peoplePerMinute',
      to: many(Math.max(1, Math.round(isKnown ? calm * BORNE_USED : most / 2))),
      why: isKnown
        ? `${signs} ${many(calm)} people a minute were let in without a sign of that: seven tenths of it leave room.`
        : `${signs} There was hardly a quiet minute to go by: half of the ${many(most)} people that were let in in the best one. Rehearse again with it.`,
    }
  }
  if (facts.peoplePerMinute !== null && (facts.heldBackBy['pace'] ?? 0) > 0.5)
    return {
      kind: 'change',
      setting: 'peoplePerMinute',
      to: 'none',
      why: `The pace of ${many(facts.peoplePerMinute)} a minute is what held people back, and nothing bent at it.`,
    }
  return {
    kind: 'keep',
    setting: 'peoplePerMinute',
    to: facts.peoplePerMinute === null ? 'none' : many(facts.peoplePerMinute),
    why: `Up to ${many(facts.admittedPerMinute)} people a minute were let in, and nothing bent.`,
  }
}

const atOnce: Rule = (facts) => {
  const { peopleAtOnce, places, placesPerHold, heldBackBy, pressure, loopP99Ms } = facts
  const enoughFor = Math.ceil((places * STOCK_OVER) / Math.max(1, placesPerHold))
  if (gaveWay(facts))
    return {
      kind: 'change',
      setting: 'peopleAtOnce',
      to: many(Math.max(1, Math.round(peopleAtOnce / 2))),
      why: 'Fewer who choose at one moment are fewer holds, orders and looks a second.',
    }
  const isAtEase = (pressure ?? 0) < AT_EASE && (loopP99Ms ?? 0) < LATE_LOOP_MS
  if ((heldBackBy['cap'] ?? 0) > 0.5 && isAtEase && peopleAtOnce < enoughFor)
    return {
      kind: 'change',
      setting: 'peopleAtOnce',
      to: many(Math.min(enoughFor, 2 * peopleAtOnce)),
      why: `The cap of ${many(peopleAtOnce)} held people back for most of the sale while the installation was at ease: it sells out sooner with more.`,
    }
  return {
    kind: 'keep',
    setting: 'peopleAtOnce',
    to: many(peopleAtOnce),
    why:
      facts.everythingTakenAfter === null
        ? 'It was borne.'
        : `It was borne, and every place was taken ${Math.round(facts.everythingTakenAfter)} s after the sale began.`,
  }
}

const processes: Rule = (facts) => {
  const isBusy = (facts.processCores ?? 0) > ON_THE_EDGE || (facts.loopP99Ms ?? 0) > LATE_LOOP_MS
  const isFull = (facts.machineBusy ?? 0) > ON_THE_EDGE
  if (!isBusy && !isFull)
    return {
      kind: 'keep',
      setting: 'PROCESSES',
      to: String(facts.processes),
      why: 'A process had time to spare.',
    }
  if (facts.processes + 1 < facts.processors && !isFull)
    return {
      kind: 'change',
      setting: 'PROCESSES',
      to: String(Math.min(facts.processors - 1, facts.processes * 2)),
      why: `One process had all that it can do (${(facts.processCores ?? 0).toFixed(2)} of a core, its loop ${Math.round(facts.loopP99Ms ?? 0)} ms late), and the machine of ${facts.processors} cores had not.`,
    }
  return {
    kind: 'change',
    setting: 'the machine',
    to: 'more cores',
    why: `All ${facts.processors} cores were busy (${pct(facts.machineBusy ?? 1)}), the load of the rehearsal among it: more processes would share the same.`,
  }
}

const pools: Rule = ({ busySessions, databasePool, lanePool, processes: count, p99Ms }) => {
  // Shared out among processes: both together are what one installation opens.
  const all = databasePool + lanePool
  if (busySessions === null || busySessions < ON_THE_EDGE * all || (p99Ms ?? 0) < 500) return undefined
  return {
    kind: 'change',
    setting: 'DATABASE_POOL',
    to: String(Math.min(POOL_MAX, 2 * databasePool)),
    why: `${Math.round(busySessions)} sessions of the database were at work at once, of ${all} that may be (for ${count} process${count === 1 ? '' : 'es'}), while answers took long.`,
  }
}

const cache: Rule = ({ edge, readsPerSecond, reads, readsThrough }) => {
  const asked = `People read public documents ${many(Math.round(readsPerSecond))} times a second at the peak`
  if (edge)
    return readsPerSecond < READS_FOR_A_CACHE
      ? undefined
      : {
          kind: 'keep',
          setting: 'nginx of deploy/',
          to: 'in front',
          why: `${asked}; ${many(readsThrough)} of ${many(reads)} reads reached the installation. The cache of one second was played here: without nginx, or a CDN, all of them would.`,
        }
  return readsPerSecond < READS_FOR_A_CACHE
    ? undefined
    : {
        kind: 'change',
        setting: 'nginx of deploy/',
        to: 'in front',
        why: `${asked}, and all of it reached the installation. A cache of one second takes nearly all.`,
      }
}

const holds: Rule = ({ placesLeftHeld, places, holdSeconds }) =>
  placesLeftHeld <= HELD_AT_THE_END * places || holdSeconds <= HOLD_SECONDS_MIN
    ? undefined
    : {
        kind: 'change',
        setting: 'HOLD_SECONDS',
        to: String(HOLD_SECONDS_MIN),
        why: `${many(placesLeftHeld)} places were held at the end by people who had left, and come back only after ${holdSeconds} s.`,
      }

const work: Rule = ({ proofOfWork }) =>
  proofOfWork
    ? undefined
    : {
        kind: 'look',
        setting: 'proofOfWork',
        to: 'on, for a real sale',
        why: 'It was off here, since one machine would have to do the work of everybody; each real entrant does their own, and the installation only checks it.',
      }

const rules: readonly Rule[] = [load, work, pace, atOnce, processes, pools, cache, holds]
