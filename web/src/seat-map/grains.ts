/** Red, green and blue, from 0 to 255. */
export type Rgb = readonly [number, number, number]

/** Very many small things on a part of a picture, set point by point: ten times as quick as drawing each. */
export class Grains {
  readonly #image: ImageData
  readonly #width: number
  readonly #height: number

  constructor(width: number, height: number) {
    this.#width = Math.max(1, Math.ceil(width))
    this.#height = Math.max(1, Math.ceil(height))
    this.#image = new ImageData(this.#width, this.#height)
  }

  /**
   * A square by its left top corner and its side, in device pixels. Edges between two pixels are shared out among both, so
   * rows stay even at any scale.
   */
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

  /**
   * A small picture with its left top corner at a whole pixel. Where pictures meet, the more opaque point stays: seats
   * stand apart, so that is but their soft edges.
   */
  stamp(picture: ImageData, left: number, top: number): void {
    const { data } = this.#image
    const { data: from, width, height } = picture
    const [firstX, lastX] = [Math.max(0, -left), Math.min(width, this.#width - left)]
    const lastY = Math.min(height, this.#height - top)
    for (let y = Math.max(0, -top); y < lastY; y++) {
      let at = ((top + y) * this.#width + left + firstX) * 4
      let source = (y * width + firstX) * 4
      for (let x = firstX; x < lastX; x++, at += 4, source += 4) {
        const alpha = from[source + 3] ?? 0
        if (alpha === 0 || alpha < (data[at + 3] ?? 0)) continue
        data[at] = from[source] ?? 0
        data[at + 1] = from[source + 1] ?? 0
        data[at + 2] = from[source + 2] ?? 0
        data[at + 3] = alpha
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
