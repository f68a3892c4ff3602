import { PLACE_ACCESSIBLE, PLACE_COMPANION, PLACE_RESTRICTED_VIEW } from '@foyer/contract/compiled-manifest'
import { colourOfLevel, mix, shapeOfLevel, type Palette } from './palette.ts'
import { cutView, drawCompanion, drawWheelchair, traceShape } from './seat-shapes.ts'

/** How a seat stands there: to be had, let through by no filter, or gone. */
export type SeatLook = 'free' | 'faded' | 'taken'

/** Below this radius, in device pixels, a sign on a seat would be a smudge. */
const SIGN_FROM_PX = 6
/** Rows stand at any angle; shapes are turned in steps of this many to a whole turn. */
const TURNS = 36
const SPRITES_MAX = 1_500

/** Small pictures of seats, each drawn once for a size and then stamped thousands of times. */
export class SeatSprites {
  readonly #palette: Palette
  readonly #radius: number
  readonly #sprites = new Map<number, OffscreenCanvas>()

  /** @param radius of a seat in device pixels. */
  constructor(palette: Palette, radius: number) {
    this.#palette = palette
    this.#radius = radius
  }

  /** @param angle by which the seat is turned from looking up, in radians. */
  stamp(
    pen: OffscreenCanvasRenderingContext2D,
    x: number,
    y: number,
    seat: { level: number; look: SeatLook; flags: number; angle: number; numbered: boolean },
  ): void {
    const steps = Math.round((seat.angle / (Math.PI * 2)) * TURNS)
    const turn = seat.look === 'taken' ? 0 : ((steps % TURNS) + TURNS) % TURNS
    const look = seat.look === 'free' ? 0 : seat.look === 'faded' ? 1 : 2
    const key = (((seat.level * 8 + seat.flags) * 3 + look) * TURNS + turn) * 2 + (seat.numbered ? 1 : 0)
    let sprite = this.#sprites.get(key)
    if (sprite === undefined) {
      if (this.#sprites.size >= SPRITES_MAX) this.#sprites.clear()
      sprite = this.#draw(seat, (turn / TURNS) * Math.PI * 2)
      this.#sprites.set(key, sprite)
    }
    pen.drawImage(sprite, x - sprite.width / 2, y - sprite.height / 2)
  }

  #draw(seat: { level: number; look: SeatLook; flags: number; numbered: boolean }, turn: number): OffscreenCanvas {
    const radius = this.#radius
    const size = Math.ceil(radius * 2.6) + 2
    const canvas = new OffscreenCanvas(size, size)
    const pen = canvas.getContext('2d')
    if (pen === null) return canvas
    pen.translate(size / 2, size / 2)
    if (seat.look === 'taken') {
      pen.fillStyle = mix(this.#palette.ink, 0.2, this.#palette.paper)
      pen.beginPath()
      pen.arc(0, 0, Math.max(0.7, radius * 0.3), 0, Math.PI * 2)
      pen.fill()
      return canvas
    }
    const colour = colourOfLevel(this.#palette, seat.level)
    const fill = seat.look === 'faded' ? mix(colour, 0.22, this.#palette.paper) : colour
    const sign = seat.look === 'faded' ? this.#palette.paper : this.#palette.onLevel
    pen.save()
    pen.rotate(turn)
    traceShape(pen, shapeOfLevel(seat.level), radius)
    pen.restore()
    if ((seat.flags & PLACE_ACCESSIBLE) !== 0) this.#frame(pen, fill)
    else {
      pen.fillStyle = fill
      pen.fill()
    }
    if ((seat.flags & PLACE_RESTRICTED_VIEW) !== 0 && radius >= 3) cutView(pen, radius)
    if (radius < SIGN_FROM_PX) return canvas
    if ((seat.flags & PLACE_ACCESSIBLE) !== 0) drawWheelchair(pen, radius * 0.95, fill)
    else if ((seat.flags & PLACE_COMPANION) !== 0 && !seat.numbered) drawCompanion(pen, radius * 0.9, sign)
    return canvas
  }

  /** Seats for people in wheelchairs are open within: they stand out by more than a sign. */
  #frame(pen: OffscreenCanvasRenderingContext2D, colour: string): void {
    pen.fillStyle = this.#palette.paper
    pen.fill()
    pen.strokeStyle = colour
    pen.lineWidth = Math.max(1, this.#radius * 0.22)
    pen.stroke()
  }
}
