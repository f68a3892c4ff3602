import type { Recorder, Second } from './recorder.ts'
import type { AdviceFacts } from './report/advise.ts'
import { findBends } from './report/bends.ts'
import type { Figures, RehearsalSettings } from './report/report.ts'

const WINDOW = 60
const BUSY_WINDOW = 30

const most = (values: readonly (number | null)[]): number | null => {
  const seen = values.filter((value) => value !== null)
  return seen.length === 0 ? null : Math.max(...seen)
}

/** The mean of the highest stretch of so many values. */
function busiest(values: readonly (number | null)[], window: number): number | null {
  const seen = values.filter((value) => value !== null)
  if (seen.length === 0) return null
  const width = Math.min(window, seen.length)
  let sum = seen.slice(0, width).reduce((total, value) => total + value, 0)
  let highest = sum
  for (let at = width; at < seen.length; at++) {
    sum += (seen[at] ?? 0) - (seen[at - width] ?? 0)
    highest = Math.max(highest, sum)
  }
  return highest / width
}

const shareOf = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? 0

/** The figures of a rehearsal, from its seconds. */
export function figuresOf(
  recorder: Recorder,
  seconds: readonly Second[],
  onSale: number,
  databaseGrewBytes: number,
): Figures {
  const peak = (of: (second: Second) => number) => most(seconds.map(of)) ?? 0
  const failed = recorder.requests('failed')
  const requests = recorder.requests('done') + recorder.requests('refused') + failed
  const empty = seconds.find((one) => one.second > onSale && one.placesLeft === 0)
  const all = recorder.latencies()
  return {
    arrived: recorder.total('arrived'),
    entered: recorder.total('entered'),
    admitted: recorder.total('admitted'),
    holds: recorder.total('hold done'),
    ordersSold: recorder.total('orders sold'),
    placesSold: recorder.total('places sold'),
    requests,
    reads: readsOf(recorder, 'read'),
    readsThrough: readsOf(recorder, 'origin'),
    reloads: recorder.total('reloaded'),
    cheatsRefused: recorder.total('cheats refused'),
    failedShare: requests === 0 ? 0 : failed / requests,
    peak: {
      arrivals: peak((one) => one.arrived),
      entries: peak((one) => one.entered),
      requests: peak((one) => one.done + one.refused + one.failed),
      reads: peak((one) => one.reads),
      holds: peak((one) => one.holds),
      placesSold: peak((one) => one.placesSold),
      waiting: peak((one) => one.waiting),
      inside: peak((one) => one.inside),
    },
    everythingTakenAfter: empty === undefined ? null : empty.second - onSale,
    p50: all.percentile(0.5),
    p95: all.percentile(0.95),
    p99: all.percentile(0.99),
    loopP99Ms: most(seconds.map((one) => one.loopP99Ms)),
    memoryBytes: most(seconds.map((one) => one.memoryBytes)),
    commitsPerSecond: most(seconds.map((one) => one.commitsPerSecond)),
    busySessions: busiest(
      seconds.map((one) => one.busySessions),
      BUSY_WINDOW,
    ),
    machineBusy: busiest(
      seconds.map((one) => one.machineBusy),
      BUSY_WINDOW,
    ),
    loadLateMs: shareOf(
      seconds.map((one) => one.lateMs),
      0.95,
    ),
    databaseGrewBytes,
  }
}

const readsOf = (recorder: Recorder, kind: 'read' | 'origin'): number =>
  ['page', 'status', 'seats'].reduce((sum, step) => sum + recorder.total(`${kind} ${step}`), 0)

/** What advice is made of. */
export function adviceFacts(
  recorder: Recorder,
  seconds: readonly Second[],
  figures: Figures,
  settings: RehearsalSettings,
  processors: number,
): AdviceFacts {
  const holds = recorder.total('hold done') + recorder.total('hold refused') + recorder.total('hold failed')
  const letIn = seconds.filter((one) => one.admitted > 0)
  const heldBackBy: Record<string, number> = {}
  for (const { holdsBack } of letIn)
    if (holdsBack !== null) heldBackBy[holdsBack] = (heldBackBy[holdsBack] ?? 0) + 1 / letIn.length
  return {
    buyers: settings.buyers,
    places: settings.places,
    peopleAtOnce: settings.peopleAtOnce,
    peoplePerMinute: settings.peoplePerMinute,
    processors,
    processes: settings.processes,
    databasePool: settings.databasePool,
    lanePool: settings.lanePool,
    holdSeconds: settings.holdSeconds,
    proofOfWork: settings.proofOfWork,
    edge: settings.edge,
    failedShare: figures.failedShare,
    busyHoldShare: holds === 0 ? 0 : recorder.total('hold busy') / holds,
    p99Ms: figures.p99,
    pressure: most(seconds.map((one) => one.pressure)),
    loopP99Ms: busiest(
      seconds.map((one) => one.loopP99Ms),
      BUSY_WINDOW,
    ),
    processCores: busiest(
      seconds.map((one) => one.processCores),
      BUSY_WINDOW,
    ),
    machineBusy: figures.machineBusy,
    busySessions: figures.busySessions,
    heldBackBy,
    admittedPerMinute: admittedInTheBestMinute(seconds, bentSeconds(seconds)),
    admittedAtMost: admittedInTheBestMinute(seconds, new Set()),
    placesPerHold: figures.holds === 0 ? 2 : recorder.total('places held') / figures.holds,
    readsPerSecond: figures.peak.reads,
    reads: figures.reads,
    readsThrough: figures.readsThrough,
    placesLeftHeld: seconds.at(-1)?.placesHeld ?? 0,
    everythingTakenAfter: figures.everythingTakenAfter,
    loadLateMs: figures.loadLateMs,
  }
}

/** People let in in the best minute, or in a shorter stretch as many as that has, without a second of those left out. */
function admittedInTheBestMinute(seconds: readonly Second[], leftOut: ReadonlySet<number>): number {
  let [best, sum, from] = [0, 0, 0]
  for (const [at, { second, admitted }] of seconds.entries()) {
    if (leftOut.has(second)) {
      from = at + 1
      sum = 0
      continue
    }
    sum += admitted
    if (at - from >= WINDOW) sum -= seconds[from++]?.admitted ?? 0
    best = Math.max(best, sum)
  }
  return best
}

const bentSeconds = (seconds: readonly Second[]): ReadonlySet<number> =>
  new Set(
    findBends(seconds).flatMap(({ stretches }) =>
      stretches.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at)),
    ),
  )
