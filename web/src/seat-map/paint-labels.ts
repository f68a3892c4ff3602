import type { Detail } from './detail.ts'
import { boxesMeet, grow, type Box } from './geometry.ts'
import { mix } from './palette.ts'
import type { Scene } from './scene.ts'
import { labelScale, type Room } from './section-shape.ts'
import { groundOf } from './ground.ts'
import type { Brush } from './paint-seats.ts'

/** CSS pixels. */
const NAME_PX = { min: 9, max: 17 } as const
/** A name without its price is no larger than its neighbours' with theirs. */
const NAME_ALONE_MAX_PX = 14
/** Between the last seat of a row and its name, in distances between seats. */
const ROW_AWAY = 0.85
/** The name of a row is no wider, in distances between seats: a passage has room for two. */
const ROW_WIDE_MAX = 1.6
/** Share of a section that its label may take. */
const FILLED = 0.9
const NOTE_PX = { min: 9.5, max: 14.5 } as const
const ROW_PX = { from: 13, max: 14 } as const
const FRONT_PX = { min: 11, max: 17 } as const
/** A name stands so many distances between seats before the front row. */
const BEFORE_FRONT = 1.9

/** Names: of sections from afar, of rows from near, of what is drawn but not sold always, where they fit. */
export function paintLabels(brush: Brush, scene: Scene, box: Box, detail: Detail): void {
  brush.pen.textAlign = 'center'
  brush.pen.textBaseline = 'middle'
  brush.pen.lineJoin = 'round'
  brush.pen.fontStretch = 'semi-condensed'
  paintDecorNames(brush, scene, box)
  if (detail === 'sections') paintSectionNames(brush, scene, box, () => true)
  else {
    paintSectionNames(brush, scene, box, (section) => scene.plan.compiled.sections[section]?.kind === 'area')
    paintFrontNames(brush, scene, box)
    paintRowNames(brush, scene, box)
  }
}

function paintSectionNames(brush: Brush, scene: Scene, box: Box, wanted: (section: number) => boolean): void {
  const { pen, scale, ratio } = brush
  const { palette, plan, font } = scene
  for (const [index, shape] of plan.sections.entries()) {
    if (!wanted(index) || !boxesMeet(shape.box, box)) continue
    const { name, note } = scene.labelOf(index)
    pen.font = `700 ${NAME_PX.max * ratio}px ${font}`
    const nameWidth = pen.measureText(name).width / ratio
    pen.font = `500 ${NOTE_PX.max * ratio}px ${font}`
    const noteWidth = pen.measureText(note).width / ratio
    const { size, noteSize } = sizesIn(shape.room, (scale / ratio) * FILLED, nameWidth, noteWidth, ratio)
    if (size < NAME_PX.min * ratio) continue
    const hasNote = noteSize > 0
    const [x, y] = [brush.x(shape.middle[0]), brush.y(shape.middle[1])]
    const isGone = scene.board.freeIn(index, scene.levelsShown) === 0
    const colour = isGone ? palette.quiet : palette.ink
    const halo = groundOf(scene, index, plan.compiled.sections[index]?.kind === 'area', 'sections')
    if (hasNote) {
      pen.font = `500 ${noteSize}px ${font}`
      haloed(brush, note, x, y + size * 0.6, colour, halo, noteSize)
    }
    pen.font = `700 ${size}px ${font}`
    haloed(brush, name, x, y - (hasNote ? noteSize * 0.5 : 0), colour, halo, size)
  }
}

/** Sizes of a name and its note that fit a section: with the note where both can be read, else the name alone. */
function sizesIn(
  room: Room,
  scale: number,
  nameWidth: number,
  noteWidth: number,
  ratio: number,
): { readonly size: number; readonly noteSize: number } {
  const both = Math.min(1, labelScale(room, Math.max(nameWidth, noteWidth), NAME_PX.max + NOTE_PX.max * 1.2) * scale)
  if (noteWidth > 0 && both * NOTE_PX.max >= NOTE_PX.min)
    return { size: both * NAME_PX.max * ratio, noteSize: both * NOTE_PX.max * ratio }
  const alone = Math.min(1, labelScale(room, nameWidth, NAME_PX.max) * scale)
  return { size: Math.min(NAME_ALONE_MAX_PX, alone * NAME_PX.max) * ratio, noteSize: 0 }
}

/** From near a section's name stands before its front row, along it. */
function paintFrontNames({ pen, scale, ratio, x, y }: Brush, scene: Scene, box: Box): void {
  const { plan, palette, font } = scene
  const near = grow(box, plan.pitch * 12)
  const size = Math.max(FRONT_PX.min * ratio, Math.min(FRONT_PX.max * ratio, plan.pitch * scale * 0.8))
  pen.font = `700 ${size}px ${font}`
  pen.fillStyle = mix(palette.ink, 0.78, palette.paper)
  for (const [index, { front, facing, box: own, room, pitch }] of plan.sections.entries()) {
    if (plan.compiled.sections[index]?.kind === 'area' || !boxesMeet(own, near)) continue
    const { name } = scene.labelOf(index)
    if (pen.measureText(name).width > room.width * scale) continue
    const away = pitch * BEFORE_FRONT
    pen.save()
    pen.translate(x(front[0] + Math.sin(facing) * away), y(front[1] - Math.cos(facing) * away))
    pen.rotate(Math.cos(facing) < -0.01 ? facing + Math.PI : facing)
    pen.fillText(name, 0, 0)
    pen.restore()
  }
}

function paintDecorNames(brush: Brush, { plan, palette, font }: Scene, box: Box): void {
  const { pen, scale, ratio } = brush
  for (const { name, box: own } of plan.decor) {
    if (!boxesMeet(own, box)) continue
    const [width, height] = [(own[2] - own[0]) * scale, (own[3] - own[1]) * scale]
    pen.font = `600 ${16 * ratio}px ${font}`
    const size = Math.min(
      18 * ratio,
      height * 0.6,
      (16 * ratio * width * 0.7) / Math.max(1, pen.measureText(name).width),
    )
    if (size < 10 * ratio) continue
    pen.font = `600 ${size}px ${font}`
    pen.fillStyle = palette.quiet
    pen.fillText(name, brush.x((own[0] + own[2]) / 2), brush.y((own[1] + own[3]) / 2))
  }
}

/** The name of a row stands at both of its ends. */
function paintRowNames(brush: Brush, { plan, palette, font }: Scene, box: Box): void {
  const { pen, scale, ratio } = brush
  const pitch = plan.pitch * scale
  if (pitch < ROW_PX.from * ratio) return
  const { x, y, rows } = plan.compiled
  const near = grow(box, plan.pitch * 4)
  const size = Math.min(ROW_PX.max * ratio, pitch * 0.55)
  pen.font = `500 ${size}px ${font}`
  pen.fillStyle = mix(palette.ink, 0.62, palette.paper)
  for (const [section, shape] of plan.sections.entries()) {
    if (!boxesMeet(grow(shape.box, plan.pitch * 3), near)) continue
    for (const row of rowsIn(section, rows)) {
      const last = row.first + row.count - 1
      const { width } = pen.measureText(row.label)
      // A long one would stand on the name of its neighbour's row; the card of a seat tells it.
      if (row.count < 2 || width > pitch * ROW_WIDE_MAX) continue
      for (const [end, beside] of [
        [row.first, row.first + 1],
        [last, last - 1],
      ] as const) {
        const [ex, ey] = [x[end] ?? 0, y[end] ?? 0]
        const [dx, dy] = [ex - (x[beside] ?? 0), ey - (y[beside] ?? 0)]
        const away = (plan.pitch * ROW_AWAY + width / 2 / scale) / Math.max(1e-6, Math.hypot(dx, dy))
        const [px, py] = [ex + dx * away, ey + dy * away]
        if (px < near[0] || px > near[2] || py < near[1] || py > near[3]) continue
        pen.fillText(row.label, brush.x(px), brush.y(py))
      }
    }
  }
}

const rowsOfSections = new WeakMap<object, Map<number, Scene['plan']['compiled']['rows'][number][]>>()

function rowsIn(section: number, rows: Scene['plan']['compiled']['rows']): Scene['plan']['compiled']['rows'] {
  let known = rowsOfSections.get(rows)
  if (known === undefined) rowsOfSections.set(rows, (known = Map.groupBy(rows, (row) => row.section)))
  return known.get(section) ?? []
}

function haloed({ pen }: Brush, text: string, x: number, y: number, colour: string, halo: string, size: number): void {
  pen.strokeStyle = halo
  pen.lineWidth = size * 0.32
  pen.strokeText(text, x, y)
  pen.fillStyle = colour
  pen.fillText(text, x, y)
}
