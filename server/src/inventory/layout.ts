import {
  PLACE_ACCESSIBLE,
  PLACE_COMPANION,
  type CompiledManifest,
  type PlaceNo,
} from '@foyer/contract/compiled-manifest'

/** Places of one category in one section: what availability is counted by. */
export interface Pool {
  readonly section: number
  readonly category: number
  readonly places: number
}

/** What never changes about the places of a manifest, laid out for finding seats fast. Shared by its events. */
export interface Layout {
  readonly manifest: CompiledManifest
  readonly pools: readonly Pool[]
  readonly poolOf: Uint16Array
  /** 1 where a place is kept for those who need it (accessible seats and their companions') while others remain. */
  readonly reserved: Uint8Array
  /** Seats with nothing between them, the unit of adjacency: first place and number of seats. */
  readonly blockFirst: Int32Array
  readonly blockCount: Int32Array
  /** Index of a place's block; -1 in an area. */
  readonly blockOf: Int32Array
  /** Seats of one block that share a category, the unit that best available searches. */
  readonly spanFirst: Int32Array
  readonly spanCount: Int32Array
  readonly spanPool: Uint16Array
  readonly spanRow: Int32Array
  /** Distance from the focal point of the nearest seat in the span. */
  readonly spanNearest: Float64Array
  /** Spans of block b are those from blockSpans[b] up to before blockSpans[b + 1]. */
  readonly blockSpans: Int32Array
  /** Sum of the distances of all places before n, at n: the mean distance of a run is two look-ups. */
  readonly distanceBefore: Float64Array
  /** Number of accessible places before n, at n. */
  readonly accessibleBefore: Uint32Array
}

const layouts = new WeakMap<CompiledManifest, Layout>()

/** The layout of a manifest, made once. */
export function layoutOf(manifest: CompiledManifest): Layout {
  const known = layouts.get(manifest)
  if (known !== undefined) return known
  const layout = makeLayout(manifest)
  layouts.set(manifest, layout)
  return layout
}

function makeLayout(manifest: CompiledManifest): Layout {
  const { count } = manifest
  const blocks = manifest.rows.flatMap((row, index) => row.blocks.map((block) => ({ ...block, row: index })))
  const blockOf = new Int32Array(count).fill(-1)
  blocks.forEach((block, index) => blockOf.fill(index, block.first, block.first + block.count))
  const { pools, poolOf } = poolsOf(manifest)
  const distanceBefore = new Float64Array(count + 1)
  const accessibleBefore = new Uint32Array(count + 1)
  const reserved = new Uint8Array(count)
  const [focalX, focalY] = manifest.focal
  for (let place = 0; place < count; place++) {
    const distance = Math.hypot((manifest.x[place] ?? 0) - focalX, (manifest.y[place] ?? 0) - focalY)
    distanceBefore[place + 1] = (distanceBefore[place] ?? 0) + distance
    const flags = manifest.flags[place] ?? 0
    accessibleBefore[place + 1] = (accessibleBefore[place] ?? 0) + ((flags & PLACE_ACCESSIBLE) === 0 ? 0 : 1)
    reserved[place] = (flags & (PLACE_ACCESSIBLE | PLACE_COMPANION)) === 0 ? 0 : 1
  }
  const spans = spansOf(blocks, poolOf, distanceBefore)
  return {
    manifest,
    pools,
    poolOf,
    reserved,
    blockFirst: Int32Array.from(blocks, (block) => block.first),
    blockCount: Int32Array.from(blocks, (block) => block.count),
    blockOf,
    spanFirst: Int32Array.from(spans.list, (span) => span.first),
    spanCount: Int32Array.from(spans.list, (span) => span.count),
    spanPool: Uint16Array.from(spans.list, (span) => poolOf[span.first] ?? 0),
    spanRow: Int32Array.from(spans.list, (span) => span.row),
    spanNearest: Float64Array.from(spans.list, (span) => span.nearest),
    blockSpans: spans.ofBlock,
    distanceBefore,
    accessibleBefore,
  }
}

function poolsOf(manifest: CompiledManifest): Pick<Layout, 'pools' | 'poolOf'> {
  const poolOf = new Uint16Array(manifest.count)
  const indexByKey = new Map<number, number>()
  const pools: { section: number; category: number; places: number }[] = []
  for (let place = 0; place < manifest.count; place++) {
    const section = manifest.sectionOf[place] ?? 0
    const category = manifest.categoryOf[place] ?? 0
    const key = section * 256 + category
    let index = indexByKey.get(key)
    if (index === undefined) {
      index = pools.push({ section, category, places: 0 }) - 1
      indexByKey.set(key, index)
    }
    poolOf[place] = index
    const pool = pools[index]
    if (pool !== undefined) pool.places++
  }
  return { pools, poolOf }
}

interface Span {
  readonly first: PlaceNo
  readonly row: number
  count: number
  nearest: number
}

function spansOf(
  blocks: readonly { first: PlaceNo; count: number; row: number }[],
  poolOf: Uint16Array,
  distanceBefore: Float64Array,
): { list: Span[]; ofBlock: Int32Array } {
  const list: Span[] = []
  const ofBlock = new Int32Array(blocks.length + 1)
  blocks.forEach((block, index) => {
    ofBlock[index] = list.length
    let span: Span | undefined
    for (let place = block.first; place < block.first + block.count; place++) {
      const distance = (distanceBefore[place + 1] ?? 0) - (distanceBefore[place] ?? 0)
      if (span === undefined || poolOf[span.first] !== poolOf[place]) {
        span = { first: place, row: block.row, count: 0, nearest: Infinity }
        list.push(span)
      }
      span.count++
      span.nearest = Math.min(span.nearest, distance)
    }
  })
  ofBlock[blocks.length] = list.length
  return { list, ofBlock }
}
