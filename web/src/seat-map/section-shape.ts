import type { CompiledManifest, CompiledRow } from '@foyer/contract/compiled-manifest'
import { type Box, boxHas, boxOf, type Point, type Ring } from './geometry.ts'

/** How a section looks from afar, and what fits into it. */
export interface SectionShape {
  /** Through the middles of its outermost seats; seats reach beyond it by half a pitch. */
  readonly ring: Ring
  readonly box: Box
  /** Where its name stands. */
  readonly middle: Point
  /** What a label at the middle has to fit into. */
  readonly room: Room
  /** Distance from seat to seat, or from row to row where that is less. */
  readonly pitch: number
  /** The way its seats look, towards the stage, as a turn from looking up the screen; in radians. */
  readonly facing: number
  /** Middle of the edge towards the stage: its name stands before it from near. */
  readonly front: Point
}

/** A rectangle that stands at an angle, in plan units and radians. */
export interface Room {
  readonly width: number
  readonly depth: number
  readonly angle: number
}

/** Points kept of a row that bounds a section: enough for the eye. */
const POINTS_PER_ROW = 13
/** In a row of so few seats, as in a box, two neighbours tell its direction better than its ends. */
const FEW = 4

/** The outline of an area, as drawn. */
export function shapeOfArea(outline: readonly Point[]): SectionShape {
  const ring = Float32Array.from(outline.flat())
  const box = outline.length === 0 ? ([0, 0, 0, 0] as const) : boxOf(ring)
  const middle: Point = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  return {
    ring,
    box,
    middle,
    room: { width: box[2] - box[0], depth: box[3] - box[1], angle: 0 },
    pitch: 10,
    facing: 0,
    front: [middle[0], box[1]],
  }
}

/** Front row, ends of the rows on one side, back row, ends on the other; an outline that the plan has is taken as it is. */
export function shapeOfRows(
  compiled: CompiledManifest,
  rows: readonly CompiledRow[],
  outline: readonly Point[] | undefined,
): SectionShape {
  const lines = alike(rows.map((row) => lineOf(compiled, row)))
  const ring = outline === undefined ? ringAround(lines) : Float32Array.from(outline.flat())
  const line = lines[Math.floor(lines.length / 2)] ?? []
  const middle = middleOf(line)
  const [from, to] = [line[0] ?? middle, line.at(-1) ?? middle]
  const [next] = line.length > FEW ? [to] : [line[1] ?? to]
  const angle = line.length > 1 ? Math.atan2(next[1] - from[1], next[0] - from[0]) : 0
  const depth = distance(middleOf(lines[0]), middleOf(lines.at(-1)))
  const pitch = pitchOf(compiled, rows, lines)
  return {
    ring,
    box: boxOf(ring),
    middle,
    room: { width: distance(from, to) + pitch, depth: depth + pitch, angle },
    pitch,
    ...facingOf(lines, angle, stageFor(lines, boxOf(ring), compiled.focal)),
  }
}

/** How many times larger an upright label of a width and height may be and still lie within. */
export function labelScale({ width, depth, angle }: Room, labelWidth: number, labelHeight: number): number {
  const [across, along] = [Math.abs(Math.sin(angle)), Math.abs(Math.cos(angle))]
  return Math.min(
    width / Math.max(1e-9, labelWidth * along + labelHeight * across),
    depth / Math.max(1e-9, labelWidth * across + labelHeight * along),
  )
}

/** Rows run the way of the first: some plans count every other row from the far end. */
function alike(lines: Point[][]): Point[][] {
  const first = lines.find((line) => line.length > 1)
  if (first === undefined) return lines
  const [ax, ay] = directionOf(first)
  return lines.map((line) => {
    const [bx, by] = directionOf(line)
    return ax * bx + ay * by < 0 ? line.toReversed() : line
  })
}

function ringAround(lines: readonly Point[][]): Ring {
  const front = lines[0] ?? []
  const back = lines.length > 1 ? (lines.at(-1) ?? []).toReversed() : []
  const between = lines.slice(1, -1)
  const right = between.map((line) => line.at(-1) ?? [])
  const left = between.map((line) => line[0] ?? []).toReversed()
  return Float32Array.from([front, right, back, left].flat(2))
}

/** The points of a row that matter for its looks: both ends, the middle, some between. */
function lineOf({ x, y }: CompiledManifest, { first, count }: CompiledRow): Point[] {
  const points = Math.min(count, POINTS_PER_ROW)
  return Array.from({ length: points }, (_, index): Point => {
    const place = first + (points === 1 ? 0 : Math.round((index / (points - 1)) * (count - 1)))
    return [x[place] ?? 0, y[place] ?? 0]
  })
}

function pitchOf({ x, y }: CompiledManifest, rows: readonly CompiledRow[], lines: readonly Point[][]): number {
  let least = Infinity
  rows.forEach(({ first, count }, index) => {
    const before = lines[index - 1]
    if (before !== undefined) least = Math.min(least, distance(middleOf(before), middleOf(lines[index])) || Infinity)
    for (let seat = first + 1; seat < first + count; seat++)
      least = Math.min(least, Math.hypot((x[seat] ?? 0) - (x[seat - 1] ?? 0), (y[seat] ?? 0) - (y[seat - 1] ?? 0)))
  })
  return Number.isFinite(least) && least > 0 ? least : 10
}

/**
 * Where a section looks. In a cinema the best place, which the focal point is, lies among the seats: there the rows say
 * it, of which the first is the one in front.
 */
function stageFor(lines: readonly Point[][], box: Box, focal: Point): Point {
  if (!boxHas(box, focal[0], focal[1])) return focal
  const [first, last] = [middleOf(lines[0]), middleOf(lines.at(-1))]
  return [2 * first[0] - last[0], 2 * first[1] - last[1]]
}

/** At right angles to the rows, on the side where the stage is. */
function facingOf(lines: readonly Point[][], angle: number, focal: Point): Pick<SectionShape, 'facing' | 'front'> {
  const [first, last] = [middleOf(lines[0]), middleOf(lines.at(-1))]
  const front = distance(first, focal) <= distance(last, focal) ? first : last
  const looksAlong = Math.cos(angle) * (focal[1] - front[1]) - Math.sin(angle) * (focal[0] - front[0])
  return { facing: looksAlong < 0 ? angle : angle + Math.PI, front }
}

const directionOf = (line: readonly Point[]): Point => {
  const [from, to] = [line[0] ?? [0, 0], line.at(-1) ?? [0, 0]]
  return [to[0] - from[0], to[1] - from[1]]
}
const middleOf = (line: readonly Point[] = []): Point => line[Math.floor(line.length / 2)] ?? [0, 0]
const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1])
