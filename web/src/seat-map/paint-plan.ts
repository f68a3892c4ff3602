import { detailAt, type Detail } from './detail.ts'
import { boxesMeet, grow, type Box, type Ring } from './geometry.ts'
import { groundOf } from './ground.ts'
import { mix } from './palette.ts'
import type { Scene } from './scene.ts'
import { paintLabels } from './paint-labels.ts'
import { paintGrains, paintSeats, type Brush } from './paint-seats.ts'

/** Half a seat reaches beyond the middles of the outermost ones, and a little ground beyond that. */
const GROUND_REACH = 0.75

/**
 * Paints the part of a plan that lies in a box, and nothing beyond it: ground, what is drawn but not sold, sections,
 * seats, names. Painting a picture box by box gives the same picture as painting it at once.
 */
export function paintPlan(brush: Brush, scene: Scene, box: Box): void {
  const { pen } = brush
  // Where only sections are known they are drawn as from afar, however near one looks.
  const { sectionsOnly } = scene.board
  const detail = sectionsOnly ? 'sections' : detailAt((scene.plan.pitch * brush.scale) / brush.ratio)
  const [left, top, right, bottom] = box
  pen.save()
  pen.beginPath()
  pen.rect(brush.x(left), brush.y(top), (right - left) * brush.scale, (bottom - top) * brush.scale)
  pen.clip()
  pen.fillStyle = scene.palette.paper
  pen.fill()
  paintDecor(brush, scene, box)
  paintSections(brush, scene, box, detail)
  if (detail !== 'sections') paintSeats(brush, scene, box, detail)
  else if (!sectionsOnly) paintGrains(brush, scene, box)
  if (brush.isNamed) paintLabels(brush, scene, box, detail)
  pen.restore()
}

function paintDecor(brush: Brush, { plan, palette }: Scene, box: Box): void {
  const { pen } = brush
  for (const { ring, box: own } of plan.decor) {
    if (!boxesMeet(own, box)) continue
    trace(brush, ring)
    pen.fillStyle = mix(palette.ink, 0.05, palette.paper)
    pen.fill()
    pen.strokeStyle = mix(palette.ink, 0.16, palette.paper)
    pen.lineWidth = brush.ratio
    pen.stroke()
  }
}

function paintSections(brush: Brush, scene: Scene, box: Box, detail: Detail): void {
  const { pen } = brush
  for (const [index, shape] of scene.plan.sections.entries()) {
    const isArea = scene.plan.compiled.sections[index]?.kind === 'area'
    const reach = isArea ? 0 : shape.pitch * GROUND_REACH
    if (!boxesMeet(grow(shape.box, reach + 2), box)) continue
    trace(brush, shape.ring)
    const colour = groundOf(scene, index, isArea, detail)
    pen.fillStyle = pen.strokeStyle = colour
    pen.lineJoin = 'round'
    pen.lineWidth = Math.max(1, reach * 2 * brush.scale)
    pen.fill()
    pen.stroke()
  }
}

export function trace(brush: Brush, ring: Ring): void {
  const { pen } = brush
  pen.beginPath()
  for (let at = 0; at < ring.length; at += 2) pen.lineTo(brush.x(ring[at] ?? 0), brush.y(ring[at + 1] ?? 0))
  pen.closePath()
}
