import type { Second } from '../recorder.ts'

/** That the installation gave way somewhere, and in which stretches of seconds, first and last included. */
export interface Bend {
  readonly what: string
  readonly worst: string
  readonly stretches: readonly { readonly from: number; readonly to: number }[]
}

interface Sign {
  readonly what: string
  readonly size: (second: Second, before: Second | undefined) => number
  /** From this size on. */
  readonly bends: number
  readonly say: (worst: number) => string
}

/** Seconds between two signs of one kind that are still one stretch. */
const GAP = 5

const ms = (value: number) => (value >= 1_000 ? `${(value / 1_000).toFixed(1)} s` : `${Math.round(value)} ms`)

const signs: readonly Sign[] = [
  { what: 'requests failed', size: (one) => one.failed, bends: 1, say: (worst) => `${worst} in one second` },
  {
    what: 'the slowest hundredth waited for a second and more',
    size: (one) => one.p99 ?? 0,
    bends: 1_000,
    say: (worst) => `p99 ${ms(worst)}`,
  },
  {
    what: 'the event loop of a process was late',
    size: (one) => one.loopP99Ms ?? 0,
    bends: 250,
    say: (worst) => `p99 ${ms(worst)}`,
  },
  {
    what: 'what can wait was refused, so that what cannot went on',
    size: (one, before) => Math.max(0, (one.shed ?? 0) - (before?.shed ?? one.shed ?? 0)),
    bends: 1,
    say: (worst) => `${worst} requests between two looks`,
  },
  {
    what: 'the database had sessions waiting for locks',
    size: (one) => one.waitingForLocks ?? 0,
    bends: 5,
    say: (worst) => `${worst} at once`,
  },
]

/** Where it bent: each sign that was to be seen, the first one first. */
export const findBends = (seconds: readonly Second[]): Bend[] =>
  signs
    .flatMap((sign) => bendOf(sign, seconds) ?? [])
    .sort((a, b) => (a.stretches[0]?.from ?? 0) - (b.stretches[0]?.from ?? 0))

function bendOf({ what, size, bends, say }: Sign, seconds: readonly Second[]): Bend | undefined {
  const stretches: { from: number; to: number }[] = []
  let worst = 0
  for (const [at, second] of seconds.entries()) {
    const sized = size(second, seconds[at - 1])
    if (sized < bends) continue
    worst = Math.max(worst, sized)
    const last = stretches.at(-1)
    if (last !== undefined && second.second - last.to <= GAP) last.to = second.second
    else stretches.push({ from: second.second, to: second.second })
  }
  return stretches.length === 0 ? undefined : { what, worst: say(worst), stretches }
}
