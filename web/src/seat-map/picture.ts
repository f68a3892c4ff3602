import { grow, type Box } from './geometry.ts'
import { paintPlan } from './paint-plan.ts'
import { SEAT_RADIUS, type Brush } from './paint-seats.ts'
import type { Scene } from './scene.ts'
import { SeatSprites } from './seat-sprites.ts'
import type { Frame, View } from './view.ts'

/** Device pixels of the side of a tile: what is painted, or painted anew, at once. */
const TILE = 256

/**
 * A painted part of the plan, as seen in one view. It is painted tile by tile, so that painting can stop for a frame
 * and go on; what has changed is painted anew in the tiles that it touches.
 */
export class Picture {
  readonly view: View
  readonly frame: Frame
  readonly ratio: number
  readonly canvas: OffscreenCanvas
  readonly scene: Scene
  readonly #brush: Brush
  readonly #columns: number
  readonly #rows: number
  readonly #dirty = new Set<number>()

  /** @param frame CSS pixels that the picture covers. @param ratio device pixels in one of them. @param isNamed whether names stand on it. */
  constructor(scene: Scene, view: View, frame: Frame, ratio: number, isNamed = true) {
    const [width, height] = [Math.ceil(frame.width * ratio), Math.ceil(frame.height * ratio)]
    this.scene = scene
    this.view = view
    this.frame = frame
    this.ratio = ratio
    this.canvas = new OffscreenCanvas(width, height)
    const pen = this.canvas.getContext('2d', { alpha: false })
    if (pen === null) throw new Error('the browser gives no 2D canvas')
    const scale = view.scale * ratio
    this.#brush = {
      pen,
      scale,
      ratio,
      isNamed,
      x: (x) => (x - view.x) * scale + width / 2,
      y: (y) => (y - view.y) * scale + height / 2,
      sprites: new SeatSprites(scene.palette, scene.plan.closest * scale * SEAT_RADIUS),
    }
    this.#columns = Math.ceil(width / TILE)
    this.#rows = Math.ceil(height / TILE)
    for (let tile = 0; tile < this.#columns * this.#rows; tile++) this.#dirty.add(tile)
  }

  get isDone(): boolean {
    return this.#dirty.size === 0
  }

  /** Tile by tile for as long as `mayGoOn`, the middle first. @returns whether anything was painted. */
  paintSome(mayGoOn: () => boolean): boolean {
    let painted = false
    for (const tile of this.#byDistance()) {
      if (painted && !mayGoOn()) break
      const [column, row] = [tile % this.#columns, Math.floor(tile / this.#columns)]
      paintPlan(this.#brush, this.scene, this.#boxOf(column * TILE, row * TILE, TILE, TILE))
      this.#dirty.delete(tile)
      painted = true
    }
    return painted
  }

  /** Something within a box of the plan is no longer as painted. */
  spoil(box: Box): void {
    const [left, top, right, bottom] = grow(box, this.scene.plan.pitch * 0.6)
    const columnOf = (x: number) => Math.floor(this.#brush.x(x) / TILE)
    const rowOf = (y: number) => Math.floor(this.#brush.y(y) / TILE)
    for (let row = Math.max(0, rowOf(top)); row <= Math.min(this.#rows - 1, rowOf(bottom)); row++)
      for (let column = Math.max(0, columnOf(left)); column <= Math.min(this.#columns - 1, columnOf(right)); column++)
        this.#dirty.add(row * this.#columns + column)
  }

  /** Where the picture lies on the screen in another view: left, top and how much larger. */
  placeIn(view: View, frame: Frame): { readonly left: number; readonly top: number; readonly zoom: number } {
    const zoom = view.scale / this.view.scale
    return {
      left: (this.view.x - view.x) * view.scale + frame.width / 2 - (this.frame.width * zoom) / 2,
      top: (this.view.y - view.y) * view.scale + frame.height / 2 - (this.frame.height * zoom) / 2,
      zoom,
    }
  }

  #byDistance(): number[] {
    const middle = (this.#columns - 1) / 2
    const middleRow = (this.#rows - 1) / 2
    const far = (tile: number) =>
      Math.hypot((tile % this.#columns) - middle, Math.floor(tile / this.#columns) - middleRow)
    return [...this.#dirty].sort((a, b) => far(a) - far(b))
  }

  #boxOf(left: number, top: number, width: number, height: number): Box {
    const { scale } = this.#brush
    const x = (pixel: number) => (pixel - this.canvas.width / 2) / scale + this.view.x
    const y = (pixel: number) => (pixel - this.canvas.height / 2) / scale + this.view.y
    return [x(left), y(top), x(left + width), y(top + height)]
  }
}
