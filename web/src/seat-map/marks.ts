import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import type { SeatPlan } from './plan.ts'
import type { Palette } from './palette.ts'
import { drawTick } from './seat-shapes.ts'
import { SEAT_RADIUS } from './paint-seats.ts'
import { toScreen, type Frame, type View } from './view.ts'

/** What a person has marked, and what has happened to it: painted over the picture, anew in each frame. */
export interface Marks {
  readonly chosen: readonly PlaceNo[]
  /** Areas of which places were chosen. */
  readonly areas: readonly number[]
  /** Chosen a moment ago, and gone to somebody else. */
  readonly lost: readonly PlaceNo[]
  /** Offered instead. */
  readonly offered: readonly PlaceNo[]
  readonly hovered: Target | undefined
  /** Where the keys are. */
  readonly focused: Target | undefined
}

/** Something that can be pointed at. */
export type Target = { readonly seat: PlaceNo } | { readonly section: number }

export const NO_MARKS: Marks = { chosen: [], areas: [], lost: [], offered: [], hovered: undefined, focused: undefined }

/** CSS pixels: below this size a mark would not be found. */
const RADIUS_MIN_PX = 6

interface MarkPen {
  readonly pen: CanvasRenderingContext2D
  readonly plan: SeatPlan
  readonly palette: Palette
  readonly view: View
  readonly frame: Frame
}

/** The pen works in CSS pixels. */
export function paintMarks(on: MarkPen, marks: Marks): void {
  for (const area of marks.areas) outline(on, area, on.palette.signal, 3)
  if (marks.hovered !== undefined && 'section' in marks.hovered) outline(on, marks.hovered.section, on.palette.ink, 2)
  if (marks.hovered !== undefined && 'seat' in marks.hovered) ring(on, marks.hovered.seat, on.palette.ink, 2, 1.25)
  for (const seat of marks.offered) ring(on, seat, on.palette.signal, 3, 1.35)
  for (const seat of marks.chosen) chosen(on, seat)
  for (const seat of marks.lost) lost(on, seat)
  if (marks.focused !== undefined) focus(on, marks.focused)
}

function chosen(on: MarkPen, seat: PlaceNo): void {
  const { pen, palette } = on
  const [x, y, radius] = whereIs(on, seat)
  pen.beginPath()
  pen.arc(x, y, radius * 1.18 + 2, 0, Math.PI * 2)
  pen.fillStyle = palette.paper
  pen.fill()
  pen.beginPath()
  pen.arc(x, y, radius * 1.18, 0, Math.PI * 2)
  pen.fillStyle = palette.signal
  pen.fill()
  pen.save()
  pen.translate(x, y)
  drawTick(pen, radius, palette.onSignal)
  pen.restore()
}

function lost(on: MarkPen, seat: PlaceNo): void {
  const { pen, palette } = on
  const [x, y, radius] = whereIs(on, seat)
  pen.strokeStyle = palette.stop
  pen.lineWidth = 2.5
  pen.lineCap = 'round'
  pen.beginPath()
  pen.moveTo(x - radius * 0.6, y - radius * 0.6)
  pen.lineTo(x + radius * 0.6, y + radius * 0.6)
  pen.moveTo(x + radius * 0.6, y - radius * 0.6)
  pen.lineTo(x - radius * 0.6, y + radius * 0.6)
  pen.stroke()
}

function ring(on: MarkPen, seat: PlaceNo, colour: string, width: number, size: number): void {
  const [x, y, radius] = whereIs(on, seat)
  on.pen.beginPath()
  on.pen.arc(x, y, radius * size + width / 2, 0, Math.PI * 2)
  on.pen.strokeStyle = colour
  on.pen.lineWidth = width
  on.pen.stroke()
}

/** Two rings, dark and light, so that it is seen on any colour. */
function focus(on: MarkPen, target: Target): void {
  if ('seat' in target) {
    ring(on, target.seat, on.palette.paper, 6, 1.35)
    ring(on, target.seat, on.palette.ink, 3, 1.45)
  } else {
    outline(on, target.section, on.palette.paper, 7)
    outline(on, target.section, on.palette.ink, 3)
  }
}

function outline({ pen, plan, view, frame }: MarkPen, section: number, colour: string, width: number): void {
  const shape = plan.sections[section]
  if (shape === undefined) return
  const isArea = plan.compiled.sections[section]?.kind === 'area'
  pen.beginPath()
  for (let at = 0; at < shape.ring.length; at += 2)
    pen.lineTo(...toScreen(view, frame, [shape.ring[at] ?? 0, shape.ring[at + 1] ?? 0]))
  pen.closePath()
  pen.lineJoin = 'round'
  if (!isArea) {
    // Around the ground of a section: a wide line, and the section's own ground is not known here, so a ring inside it.
    pen.strokeStyle = colour
    pen.lineWidth = width + 1
    pen.stroke()
    return
  }
  pen.strokeStyle = colour
  pen.lineWidth = width
  pen.stroke()
}

function whereIs({ plan, view, frame }: MarkPen, seat: PlaceNo): [number, number, number] {
  const { x, y } = plan.compiled
  const [sx, sy] = toScreen(view, frame, [x[seat] ?? 0, y[seat] ?? 0])
  return [sx, sy, Math.max(RADIUS_MIN_PX, plan.closest * view.scale * SEAT_RADIUS)]
}
