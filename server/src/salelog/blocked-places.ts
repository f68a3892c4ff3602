import type { PlaceRun, SaleLogLeaf } from '@foyer/contract/sale-log.leaves'

/** Places that are kept off sale, as ascending runs. */
export interface BlockedPlaces {
  readonly house: readonly PlaceRun[]
  readonly kill: readonly PlaceRun[]
}

/** What is kept off sale after some leaves of blocking and unblocking; the same value when they change nothing. */
export function blockedAfter(blocked: BlockedPlaces, leaves: readonly SaleLogLeaf[]): BlockedPlaces {
  let now = blocked
  for (const leaf of leaves) {
    if (leaf.kind !== 'blocked' && leaf.kind !== 'unblocked') continue
    const reason = leaf.kind === 'blocked' ? leaf.reason : undefined
    now = {
      house: reason === 'house' ? join(now.house, leaf.runs) : without(now.house, leaf.runs),
      kill: reason === 'kill' ? join(now.kill, leaf.runs) : without(now.kill, leaf.runs),
    }
  }
  return now
}

/** How many places two lists of ascending runs have in common. */
export function countCommon(a: readonly PlaceRun[], b: readonly PlaceRun[]): number {
  let common = 0
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const [one, other] = [a[i] ?? NONE, b[j] ?? NONE]
    common += Math.max(0, Math.min(end(one), end(other)) - Math.max(one[0], other[0]))
    if (end(one) < end(other)) i++
    else j++
  }
  return common
}

export const countPlaces = (runs: readonly PlaceRun[]): number => runs.reduce((sum, [, count]) => sum + count, 0)

/** Runs that overlap or touch become one. */
export function join(a: readonly PlaceRun[], b: readonly PlaceRun[]): PlaceRun[] {
  const joined: [number, number][] = []
  for (const run of [...a, ...b].sort((one, other) => one[0] - other[0])) {
    const last = joined.at(-1)
    if (last !== undefined && end(last) >= run[0]) last[1] = Math.max(end(last), end(run)) - last[0]
    else joined.push([...run])
  }
  return joined
}

function without(runs: readonly PlaceRun[], gone: readonly PlaceRun[]): readonly PlaceRun[] {
  if (countCommon(runs, gone) === 0) return runs
  return runs.flatMap((run) => {
    const left: PlaceRun[] = []
    let from = run[0]
    for (const hole of gone) {
      if (end(hole) <= from || hole[0] >= end(run)) continue
      if (hole[0] > from) left.push([from, hole[0] - from])
      from = end(hole)
    }
    if (from < end(run)) left.push([from, end(run) - from])
    return left
  })
}

const NONE: PlaceRun = [0, 0]
const end = ([first, count]: PlaceRun): number => first + count
