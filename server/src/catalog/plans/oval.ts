import { tenth, type Point } from './units.ts'

/** An arc of the oval, seen from inside: what a stand is built along. */
export interface OvalArc {
  readonly name: 'north' | 'north-east' | 'east' | 'south-east' | 'south' | 'south-west' | 'west' | 'north-west'
  readonly part: 'side' | 'end' | 'corner'
  readonly centre: Readonly<Point>
  readonly radius: number
  readonly fromAngle: number
  readonly toAngle: number
}

export interface OvalShape {
  /** Half of its extent along x and along y. */
  readonly halfX: number
  readonly halfY: number
  /** Radius of the arcs across the y axis, across the x axis, and at the four corners. */
  readonly radiusAcrossY: number
  readonly radiusAcrossX: number
  readonly radiusOfCorners: number
}

/**
 * A smooth oval about the origin of eight arcs, each tangent to the next, clockwise from the north. Whatever lies at one
 * distance from it is again an oval on the same eight centres: rows behind rows never drift apart.
 * @throws RangeError when the corners do not fit between sides and ends.
 */
export function oval(shape: OvalShape): OvalArc[] {
  const { halfX, halfY, radiusAcrossY, radiusAcrossX, radiusOfCorners } = shape
  const south: Point = [0, halfY - radiusAcrossY]
  const east: Point = [halfX - radiusAcrossX, 0]
  const corner = meet(south, radiusAcrossY - radiusOfCorners, east, radiusAcrossX - radiusOfCorners)
  const sideAngle = degrees(Math.atan2(corner[1] - south[1], corner[0] - south[0]))
  const endAngle = degrees(Math.atan2(corner[1] - east[1], corner[0] - east[0]))
  const arc = (
    name: OvalArc['name'],
    part: OvalArc['part'],
    [x, y]: Point,
    radius: number,
    fromAngle: number,
    toAngle: number,
  ): OvalArc => ({ name, part, centre: [tenth(x), tenth(y)], radius, fromAngle, toAngle })
  const [x, y] = corner
  return [
    arc('north', 'side', [0, -south[1]], radiusAcrossY, 180 + sideAngle, 360 - sideAngle),
    arc('north-east', 'corner', [x, -y], radiusOfCorners, 360 - sideAngle, 360 - endAngle),
    arc('east', 'end', east, radiusAcrossX, -endAngle, endAngle),
    arc('south-east', 'corner', [x, y], radiusOfCorners, endAngle, sideAngle),
    arc('south', 'side', south, radiusAcrossY, sideAngle, 180 - sideAngle),
    arc('south-west', 'corner', [-x, y], radiusOfCorners, 180 - sideAngle, 180 - endAngle),
    arc('west', 'end', [-east[0], 0], radiusAcrossX, 180 - endAngle, 180 + endAngle),
    arc('north-west', 'corner', [-x, -y], radiusOfCorners, 180 + endAngle, 180 + sideAngle),
  ]
}

/** Where two circles meet, on the side away from the origin. */
function meet(a: Point, radiusA: number, b: Point, radiusB: number): Point {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const distance = Math.hypot(dx, dy)
  const along = (radiusA ** 2 - radiusB ** 2 + distance ** 2) / (2 * distance)
  const across = Math.sqrt(radiusA ** 2 - along ** 2)
  const foot: Point = [a[0] + (dx * along) / distance, a[1] + (dy * along) / distance]
  const meetings: Point[] = [1, -1].map((sign) => [
    foot[0] - (sign * dy * across) / distance,
    foot[1] + (sign * dx * across) / distance,
  ])
  const found = meetings.find(([x, y]) => x > 0 && y > 0)
  if (!found) throw new RangeError('the corners do not fit between the sides and the ends')
  return found
}

const degrees = (angle: number) => (angle * 180) / Math.PI
