import type { Box, Point } from './geometry.ts'

/** What is seen: the plan's point in the middle of the window, and CSS pixels per plan unit. */
export interface View {
  readonly x: number
  readonly y: number
  readonly scale: number
}

/** Size of the window in CSS pixels, less what lies over its edges. */
export interface Frame {
  readonly width: number
  readonly height: number
}

/** CSS pixels between neighbouring seats when as near as can be. */
const PITCH_NEAREST_PX = 64
const FIT = 0.94
/** Share of the window that must still show some of the plan. */
const KEPT_IN_SIGHT = 0.25

/** All of a box, as large as fits; never nearer than seats can be looked at. */
export function fit(box: Box, frame: Frame, pitch: number): View {
  const [width, height] = [Math.max(1, box[2] - box[0]), Math.max(1, box[3] - box[1])]
  const scale = Math.min((frame.width * FIT) / width, (frame.height * FIT) / height, scaleMax(pitch))
  return { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2, scale }
}

export const toScreen = (view: View, frame: Frame, [x, y]: Point): Point => [
  (x - view.x) * view.scale + frame.width / 2,
  (y - view.y) * view.scale + frame.height / 2,
]

export const toPlan = (view: View, frame: Frame, [x, y]: Point): Point => [
  (x - frame.width / 2) / view.scale + view.x,
  (y - frame.height / 2) / view.scale + view.y,
]

/** Nearer or farther by a factor, while the plan's point under `at` (on the screen) stays where it is. */
export function zoomAt(view: View, frame: Frame, at: Point, factor: number, limits: ZoomLimits): View {
  const scale = Math.min(limits.max, Math.max(limits.min, view.scale * factor))
  const [px, py] = toPlan(view, frame, at)
  return { x: px - (at[0] - frame.width / 2) / scale, y: py - (at[1] - frame.height / 2) / scale, scale }
}

/** Moved by CSS pixels: the plan follows the hand. */
export const panBy = (view: View, dx: number, dy: number): View => ({
  ...view,
  x: view.x - dx / view.scale,
  y: view.y - dy / view.scale,
})

export interface ZoomLimits {
  readonly min: number
  readonly max: number
}

/** From all of the plan with some air, to seats as large as a fingertip. */
export function zoomLimits(bounds: Box, frame: Frame, pitch: number): ZoomLimits {
  const min = fit(bounds, frame, pitch).scale * 0.9
  return { min, max: Math.max(scaleMax(pitch), min) }
}

const scaleMax = (pitch: number): number => PITCH_NEAREST_PX / pitch

/** A view that has not lost the plan: some of it stays in sight. */
export function keepInSight(view: View, bounds: Box, frame: Frame): View {
  const [reachX, reachY] = [
    (frame.width / view.scale) * (0.5 - KEPT_IN_SIGHT),
    (frame.height / view.scale) * (0.5 - KEPT_IN_SIGHT),
  ]
  return {
    ...view,
    x: Math.min(bounds[2] + reachX, Math.max(bounds[0] - reachX, view.x)),
    y: Math.min(bounds[3] + reachY, Math.max(bounds[1] - reachY, view.y)),
  }
}

/** The part of the plan that is in the window. */
export function boxInSight(view: View, frame: Frame): Box {
  const [halfWidth, halfHeight] = [frame.width / view.scale / 2, frame.height / view.scale / 2]
  return [view.x - halfWidth, view.y - halfHeight, view.x + halfWidth, view.y + halfHeight]
}

/** Between two views, at a share of the way from 0 to 1: even to the eye, so the scale grows by its logarithm. */
export function between(from: View, to: View, share: number): View {
  if (share >= 1) return to
  const scale = from.scale * (to.scale / from.scale) ** share
  // Where the scale changes, the middle moves so that both ends fit; else in a straight line.
  const along = from.scale === to.scale ? share : (1 / from.scale - 1 / scale) / (1 / from.scale - 1 / to.scale)
  return { x: from.x + (to.x - from.x) * along, y: from.y + (to.y - from.y) * along, scale }
}
