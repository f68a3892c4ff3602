import { PLACE_ACCESSIBLE, PLACE_COMPANION, PLACE_RESTRICTED_VIEW } from '@foyer/contract/compiled-manifest'
import type { Grains } from './grains.ts'
import { colourOfLevel, mix, shapeOfLevel, type Palette } from './palette.ts'
import { cutView, drawCompanion, drawWheelchair, traceShape } from './seat-shapes.ts'

/** How a seat stands there: to be had, let through by no filter, or gone. */
export type SeatLook = 'free' | 'faded' | 'taken'

const LOOKS: Readonly<Record<SeatLook, number>> = { free: 0, faded: 1, taken: 2 }

/** Below this radius, in device pixels, a sign on a seat would be a smudge. */
const SIGN_FROM_PX = 6
/** Rows stand at any angle; shapes are turned in steps of this many to a whole turn. */
const TURNS = 36
const SPRITES_MAX = 1_500

/** Seats between two pixels: pictures are made for so many steps from one to the next, across and down. */
const STEPS = 2

/** What decides how a seat is drawn. */
export interface SeatKind {
  readonly level: number
  readonly look: SeatLook
  readonly flags: number
  /** By how much it is turned from looking up the screen, in radians. */
  readonly facing: number
  readonly numbered: boolean
}

/** Small pictures of seats, each drawn once for a size and then stamped thousands of times. */
export class SeatSprites {
  readonly #palette: Palette
  readonly #radius: number
  readonly #size: number
  readonly #sprites = new Map<number, ImageData>()

  /** @param radius of a seat in device pixels. */
  constructor(palette: Palette, radius: number) {
    this.#palette = palette
    this.#radius = radius
    this.#size = Math.ceil(radius * 2.6) + 3
  }

  /** Stamps a seat with its middle at a point, in device pixels. */
  stamp(on: Grains, x: number, y: number, seat: SeatKind): void {
    const [left, top] = [x - this.#size / 2, y - this.#size / 2]
    const [stepX, stepY] = [Math.round(left * STEPS), Math.round(top * STEPS)]
    const [pixelX, pixelY] = [Math.floor(stepX / STEPS), Math.floor(stepY / STEPS)]
    const steps = Math.round((seat.facing / (Math.PI * 2)) * TURNS)
    const turn = seat.look === 'taken' ? 0 : ((steps % TURNS) + TURNS) % TURNS
    const phase = (stepX - pixelX * STEPS) * STEPS + stepY - pixelY * STEPS
    const kind = (((seat.level * 8 + seat.flags) * 3 + LOOKS[seat.look]) * TURNS + turn) * 2 + (seat.numbered ? 1 : 0)
    const key = kind * STEPS * STEPS + phase
    let sprite = this.#sprites.get(key)
    if (sprite === undefined) {
      if (this.#sprites.size >= SPRITES_MAX) this.#sprites.clear()
      sprite = this.#picture(seat, turn, stepX / STEPS - pixelX, stepY / STEPS - pixelY)
      this.#sprites.set(key, sprite)
    }
    on.stamp(sprite, pixelX, pixelY)
  }

  #picture(seat: SeatKind, turn: number, shiftX: number, shiftY: number): ImageData {
    const pen = new OffscreenCanvas(this.#size, this.#size).getContext('2d', { willReadFrequently: true })
    if (pen === null) return new ImageData(1, 1)
    pen.translate(this.#size / 2 + shiftX, this.#size / 2 + shiftY)
    this.#draw(pen, seat, (turn / TURNS) * Math.PI * 2)
    return pen.getImageData(0, 0, this.#size, this.#size)
  }

  #draw(pen: OffscreenCanvasRenderingContext2D, seat: SeatKind, turn: number): void {
    const radius = this.#radius
    if (seat.look === 'taken') {
      pen.fillStyle = mix(this.#palette.ink, 0.2, this.#palette.paper)
      pen.beginPath()
      pen.arc(0, 0, Math.max(0.7, radius * 0.3), 0, Math.PI * 2)
      pen.fill()
      return
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
    if (radius < SIGN_FROM_PX) return
    if ((seat.flags & PLACE_ACCESSIBLE) !== 0) drawWheelchair(pen, radius * 0.95, fill)
    else if ((seat.flags & PLACE_COMPANION) !== 0 && !seat.numbered) drawCompanion(pen, radius * 0.9, sign)
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
