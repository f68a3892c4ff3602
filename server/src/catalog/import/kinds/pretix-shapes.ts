import { rectangle, tenth, type Point } from '../../plans/units.ts'
import { shorten, type Reading } from '../reading.ts'
import type { ExtraKeys } from './pretix-extra-keys.ts'

const NAME_MAX = 40
const CORNERS_OF_ROUND = 24
const CORNERS_MAX = 200

/** What is drawn of an area; undefined for one that has no outline, such as a text. */
export function readShape(
  read: Reading,
  origin: Readonly<Point>,
  extra: ExtraKeys,
): { name: string; outline: Point[] } | undefined {
  extra.count('area', read)
  const [x, y] = read.point('position')
  const at: Point = [origin[0] + x, origin[1] + y]
  const outline = outlineOf(read, at)
  if (!outline) return undefined
  const text =
    read.has('text') && typeof read.raw('text') === 'object' ? read.object('text').raw('text') : read.raw('text')
  const name = typeof text === 'string' && text.isWellFormed() ? text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim() : ''
  return { name: shorten(name, NAME_MAX) || 'Area', outline }
}

function outlineOf(read: Reading, [x, y]: Readonly<Point>): Point[] | undefined {
  const shape = read.optionalText('shape') ?? 'rectangle'
  if (shape === 'text') return undefined
  if (shape === 'circle') {
    const radius = read.object('circle').number('radius', 0, 1e6)
    return round([x, y], radius, radius)
  }
  if (shape === 'ellipse') {
    const radius = read.object('ellipse').point('radius')
    return round([x, y], radius[0], radius[1])
  }
  if (shape === 'polygon') {
    const polygon = read.object('polygon')
    const corners = polygon.list('points')
    if (corners.length < 3 || corners.length > CORNERS_MAX)
      polygon.refuse('points', `3 to ${CORNERS_MAX} points were expected`)
    return corners.slice(0, CORNERS_MAX).map((_, index) => {
      const [px, py] = polygon.item('points', index).xy()
      return [x + px, y + py]
    })
  }
  // The first version of the format has the size of a rectangle beside its position.
  const size = read.has('rectangle') ? read.object('rectangle') : read
  const [width, height] = [size.number('width', 0, 1e6), size.number('height', 0, 1e6)]
  const turned = read.optionalNumber('rotation', -360, 360) ?? 0
  return rectangle(x + width / 2, y + height / 2, width, height).map((corner) =>
    turn(corner, [x + width / 2, y + height / 2], turned),
  )
}

const round = ([x, y]: Readonly<Point>, radiusX: number, radiusY: number): Point[] =>
  Array.from({ length: CORNERS_OF_ROUND }, (_, corner) => {
    const angle = (corner / CORNERS_OF_ROUND) * 2 * Math.PI
    return [tenth(x + radiusX * Math.cos(angle)), tenth(y + radiusY * Math.sin(angle))]
  })

function turn([x, y]: Readonly<Point>, [cx, cy]: Readonly<Point>, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180
  const [dx, dy] = [x - cx, y - cy]
  return [
    tenth(cx + dx * Math.cos(angle) - dy * Math.sin(angle)),
    tenth(cy + dx * Math.sin(angle) + dy * Math.cos(angle)),
  ]
}
