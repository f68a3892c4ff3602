import { notFound, type Refusal } from './errors.ts'
import type { Reader } from './params.ts'
import type { Shelf } from './shelf.ts'

const PAGE_MAX = 100
const PAGE_DEFAULT = 10

type Listed = { readonly id: string; readonly created: number }

/** How a list is cut, from the parameters that every list takes. */
export type Cut = {
  readonly limit: number
  readonly startingAfter: string | undefined
  readonly endingBefore: string | undefined
  readonly from: number
  readonly to: number
}

export const readCut = (read: Reader): Cut => ({
  limit: read.integer('limit', 1, PAGE_MAX) ?? PAGE_DEFAULT,
  startingAfter: read.text('starting_after'),
  endingBefore: read.text('ending_before'),
  ...readCreated(read),
})

/**
 * A page of a list, newest first: after the cursor `startingAfter` towards older things, or the ones just before
 * `endingBefore`. The cursor must exist.
 */
export const pageOf = <Thing extends Listed>(
  shelf: Shelf<Thing>,
  cut: Cut,
  keeps: (thing: Thing) => boolean,
): { data: Thing[]; hasMore: boolean } | Refusal => {
  for (const [param, cursor] of [
    ['starting_after', cut.startingAfter],
    ['ending_before', cut.endingBefore],
  ] as const) {
    if (cursor !== undefined && shelf.get(cursor) === undefined) return notFound('object', cursor, param)
  }
  const backwards = cut.endingBefore !== undefined
  const walk = cut.endingBefore === undefined ? shelf.older(cut.startingAfter) : shelf.newer(cut.endingBefore)
  const data: Thing[] = []
  for (const thing of walk) {
    if (backwards ? thing.created > cut.to : thing.created < cut.from) break
    if (thing.created < cut.from || thing.created > cut.to || !keeps(thing)) continue
    if (data.length === cut.limit) return { data: backwards ? data.reverse() : data, hasMore: true }
    data.push(thing)
  }
  return { data: backwards ? data.reverse() : data, hasMore: false }
}

/** `created` is an instant, or any of gt, gte, lt and lte, in seconds. */
const readCreated = (read: Reader): { from: number; to: number } => {
  const instant = typeof read.peek('created') === 'string' ? seconds(read, 'created') : undefined
  if (instant !== undefined) return { from: instant, to: instant }
  const range = read.group('created')
  return {
    from: Math.max(seconds(range, 'gte') ?? 0, (seconds(range, 'gt') ?? -1) + 1),
    to: Math.min(seconds(range, 'lte') ?? Infinity, (seconds(range, 'lt') ?? Infinity) - 1),
  }
}

const seconds = (read: Reader, name: string): number | undefined => read.integer(name, 0, Number.MAX_SAFE_INTEGER)
