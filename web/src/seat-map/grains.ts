/** Red, green and blue, from 0 to 255. */
export type Rgb = readonly [number, number, number]

/**
 * Very many small squares, set point by point: ten times as quick as filling each. Edges between two device pixels are
 * shared out among both, so rows stay even at any scale.
 */
export class Grains {
  readonly #image: ImageData
  readonly #width: number
  readonly #height: number

  constructor(width: number, height: number) {
    this.#width = Math.max(1, Math.ceil(width))
    this.#height = Math.max(1, Math.ceil(height))
    this.#image = new ImageData(this.#width, this.#height)
  }

  /** A square by its left top corner and its side, in device pixels. */
  add(left: number, top: number, size: number, [red, green, blue]: Rgb): void {
    const { data } = this.#image
    const [right, bottom] = [left + size, top + size]
    const firstX = Math.max(0, Math.floor(left))
    const lastX = Math.min(this.#width, Math.ceil(right))
    const lastY = Math.min(this.#height, Math.ceil(bottom))
    for (let y = Math.max(0, Math.floor(top)); y < lastY; y++) {
      const tall = Math.min(bottom, y + 1) - Math.max(top, y)
      for (let x = firstX; x < lastX; x++) {
        const at = (y * this.#width + x) * 4
        const wide = Math.min(right, x + 1) - Math.max(left, x)
        data[at] = red
        data[at + 1] = green
        data[at + 2] = blue
        // Clamped to 255 by the kind of array.
        data[at + 3] = (data[at + 3] ?? 0) + wide * tall * 255
      }
    }
  }

  /** Lays them over what is there already. */
  drawOn(pen: OffscreenCanvasRenderingContext2D, left: number, top: number): void {
    const canvas = new OffscreenCanvas(this.#width, this.#height)
    canvas.getContext('2d')?.putImageData(this.#image, 0, 0)
    pen.drawImage(canvas, left, top)
  }
}

const known = new Map<string, Rgb>()
const COLOURS_MAX = 500

/** A CSS colour as numbers. */
export function toRgb(colour: string): Rgb {
  const found = known.get(colour)
  if (found !== undefined) return found
  const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  if (pen === null) return [0, 0, 0]
  pen.fillStyle = colour
  pen.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data
  if (known.size >= COLOURS_MAX) known.clear()
  known.set(colour, [red, green, blue])
  return [red, green, blue]
}
