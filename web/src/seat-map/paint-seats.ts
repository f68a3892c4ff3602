import { PLACE_ACCESSIBLE, PLACE_COMPANION, type PlaceNo } from '@foyer/contract/compiled-manifest'
import type { Detail } from './detail.ts'
import { grow, type Box } from './geometry.ts'
import { Grains, toRgb } from './grains.ts'
import { colourOfLevel, mix } from './palette.ts'
import { NO_LEVEL } from './plan.ts'
import type { Scene } from './scene.ts'
import type { SeatLook, SeatSprites } from './seat-sprites.ts'

/** A pen on a picture of the plan, in device pixels. */
export interface Brush {
  readonly pen: OffscreenCanvasRenderingContext2D
  /** Device pixels per plan unit, and per CSS pixel. */
  readonly scale: number
  readonly ratio: number
  readonly x: (plan: number) => number
  readonly y: (plan: number) => number
  readonly sprites: SeatSprites
  /** Whether names stand on it. */
  readonly isNamed: boolean
}

/** Radius of a seat, in distances between neighbours: a little air stays between them. */
export const SEAT_RADIUS = 0.42

/** Share of its cell that a free seat covers from afar. */
const GRAIN = 0.66

/** Seats seen from afar: each free one is a grain of its colour, so a section thins out as it sells. */
export function paintGrains({ pen, scale, x, y }: Brush, scene: Scene, box: Box): void {
  const { compiled, levelOf, levels } = scene.plan
  const size = Math.max(0.9, scene.plan.pitch * scale * GRAIN)
  const [left, top] = [Math.floor(x(box[0])), Math.floor(y(box[1]))]
  const grains = new Grains(x(box[2]) - left, y(box[3]) - top)
  const colours = levels.map((_, level) => toRgb(mix(colourOfLevel(scene.palette, level), 0.78, scene.palette.paper)))
  // A grain whose middle lies beyond the edge may reach into the box.
  scene.grid.within(grow(box, scene.plan.pitch), (place) => {
    if (!scene.board.isFree(place) || !isShown(scene, place)) return
    const colour = colours[levelOf[place] ?? NO_LEVEL]
    if (colour === undefined) return
    grains.add(x(compiled.x[place] ?? 0) - size / 2 - left, y(compiled.y[place] ?? 0) - size / 2 - top, size, colour)
  })
  grains.drawOn(pen, left, top)
}

/** Seats seen from near, each by the shape and the colour of its price; the nearest with their numbers. */
export function paintSeats(brush: Brush, scene: Scene, box: Box, detail: Exclude<Detail, 'sections'>): void {
  const { compiled, levelOf, sections } = scene.plan
  const numbered = detail === 'labels'
  const { pen, sprites, scale, x, y } = brush
  const [left, top] = [Math.floor(x(box[0])), Math.floor(y(box[1]))]
  const stamped = new Grains(x(box[2]) - left, y(box[3]) - top)
  const numbers: PlaceNo[] = []
  scene.grid.within(grow(box, scene.plan.pitch), (place) => {
    const look = lookOf(scene, place)
    const flags = compiled.flags[place] ?? 0
    sprites.stamp(stamped, x(compiled.x[place] ?? 0) - left, y(compiled.y[place] ?? 0) - top, {
      level: levelOf[place] ?? NO_LEVEL,
      look,
      flags,
      facing: sections[compiled.sectionOf[place] ?? 0]?.facing ?? 0,
      numbered,
    })
    if (numbered && look !== 'taken' && (flags & PLACE_ACCESSIBLE) === 0) numbers.push(place)
  })
  stamped.drawOn(pen, left, top)
  if (numbers.length === 0) return
  pen.font = `600 ${(scene.plan.pitch * scale * 0.36).toFixed(1)}px ${scene.font}`
  pen.fontStretch = 'condensed'
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  for (const place of numbers) {
    pen.fillStyle =
      lookOf(scene, place) === 'faded' ? mix(scene.palette.ink, 0.45, scene.palette.paper) : scene.palette.onLevel
    pen.fillText(
      compiled.address(place).seat ?? '',
      brush.x(compiled.x[place] ?? 0),
      brush.y(compiled.y[place] ?? 0) + scale * 0.4,
    )
  }
}

function lookOf(scene: Scene, place: PlaceNo): SeatLook {
  if (!scene.board.isFree(place)) return 'taken'
  return isShown(scene, place) ? 'free' : 'faded'
}

/** Whether the filters let a place through. */
export function isShown(
  { plan, levelsShown, accessibleOnly }: Pick<Scene, 'plan' | 'levelsShown' | 'accessibleOnly'>,
  place: PlaceNo,
): boolean {
  if (levelsShown?.has(plan.levelOf[place] ?? NO_LEVEL) === false) return false
  return !accessibleOnly || ((plan.compiled.flags[place] ?? 0) & (PLACE_ACCESSIBLE | PLACE_COMPANION)) !== 0
}
