import type { Log } from '../log.ts'

/**
 * What a node gives up when it has more to do than it can, from what is missed least to what is given up last; each with
 * the pressure (0 to 3, see `Shedding`) from which it is given up, and below which it may be taken up again. On every rung
 * stands all that is below it. What each means is told in `docs/operating.md`.
 */
export const rungs = [
  /** Streams that many follow end; their readers ask from time to time. */
  { name: 'polling', on: 0.4, off: 0.1 },
  /** Whoever asks from time to time is asked to do so less often. */
  { name: 'rare-polling', on: 0.6, off: 0.2 },
  /** The seat map shows how many places sections have, not single seats. */
  { name: 'sections', on: 0.8, off: 0.3 },
  /** Fewer are let in from waiting rooms. */
  { name: 'slow-admission', on: 1, off: 0.5 },
  /** Nobody is let in; streams of one person end too. While all nodes stand here, the clocks of holds stand still. */
  { name: 'pause', on: 2.5, off: 1 },
] as const satisfies readonly Rung[]

export type RungName = (typeof rungs)[number]['name']

interface Rung {
  readonly name: string
  readonly on: number
  readonly off: number
}

/** A rung is left when the pressure has been below its lower mark for so long without a break; then the next one may be. */
const REST_MS = 5_000

/** Where a node stands, and what must be known to step on from there. Times are monotonic milliseconds. */
export interface Standing {
  /** How many rungs are taken; 0: none. */
  readonly level: number
  readonly since: number
  /** Since when the pressure is below the lower mark of the highest rung taken; undefined: it is not. */
  readonly easySince: number | undefined
}

export const atEase = (now: number): Standing => ({ level: 0, since: now, easySince: undefined })

/** The next standing, by the pressure at a moment: up at once and as far as must be, down by one rung after a rest. Pure. */
export function step(standing: Standing, pressure: number, now: number): Standing {
  const reached = rungs.findLastIndex(({ on }) => pressure >= on) + 1
  if (reached > standing.level) return { level: reached, since: now, easySince: undefined }
  const rung = rungs[standing.level - 1]
  if (rung === undefined) return standing
  if (pressure >= rung.off) return standing.easySince === undefined ? standing : { ...standing, easySince: undefined }
  if (standing.easySince === undefined) return { ...standing, easySince: now }
  if (now - standing.easySince < REST_MS) return standing
  return { level: standing.level - 1, since: now, easySince: undefined }
}

/** The standing of this node, over time. Whatever changes it is logged. */
export class Ladder {
  #standing: Standing
  readonly #log: Pick<Log, 'warn' | 'info'>

  constructor(log: Pick<Log, 'warn' | 'info'>, now = performance.now()) {
    this.#standing = atEase(now)
    this.#log = log
  }

  get level(): number {
    return this.#standing.level
  }

  /** The highest rung that is taken; undefined: the node is at ease. */
  get rung(): RungName | undefined {
    return rungs[this.#standing.level - 1]?.name
  }

  /** How long the node has stood as it does, in milliseconds. */
  standsFor(now = performance.now()): number {
    return now - this.#standing.since
  }

  has(rung: RungName): boolean {
    return rungs.findIndex(({ name }) => name === rung) < this.#standing.level
  }

  look(pressure: number, now = performance.now()): void {
    const before = this.#standing
    const next = step(before, pressure, now)
    this.#standing = next
    if (next.level === before.level) return
    const about = { part: 'ladder', rung: this.rung ?? null, from: rungs[before.level - 1]?.name ?? null, pressure }
    if (next.level > before.level) this.#log.warn(about, 'more comes than this node can do: it gives up more')
    else this.#log.info(about, 'this node takes up again what it had given up')
  }
}
