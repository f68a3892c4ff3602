import { inflateSync } from 'node:zlib'
import { decodeQR } from 'qr/decode.js'

interface Picture {
  readonly width: number
  readonly height: number
  /** One byte a pixel: 0 black, 255 white. */
  readonly grey: Uint8Array
}

/** What a QR code in a picture says, read by a library that had no part in making it. */
export function readQr({ width, height, grey }: Picture): string {
  const data = new Uint8Array(width * height * 4)
  grey.forEach((value, pixel) => data.set([value, value, value, 255], pixel * 4))
  return decodeQR({ width, height, data })
}

/** The pixels of a black and white PNG, one bit each and unfiltered, as ours are. */
export function readPng(png: Buffer): Picture {
  if (png.subarray(1, 4).toString() !== 'PNG') throw new Error('not a PNG')
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  if (png[24] !== 1) throw new Error(`expected 1 bit a pixel, found ${png[24]}`)
  const rows = inflateSync(Buffer.concat(chunksOf(png, 'IDAT')))
  const palette = chunksOf(png, 'PLTE')[0]
  const shade = (bit: number) => (palette === undefined ? bit * 255 : (palette[bit * 3] ?? 0))
  const stride = 1 + Math.ceil(width / 8)
  const grey = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    if (rows[y * stride] !== 0) throw new Error('expected rows without a filter')
    for (let x = 0; x < width; x++)
      grey[y * width + x] = shade(((rows[y * stride + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1)
  }
  return { width, height, grey }
}

/** The pixels of outlines made of whole modules, dark inside, as an SVG path with lines along the grid draws them. */
export function readPath(path: string, modules: number, pixelsPerModule: number, quietModules: number): Picture {
  const size = (modules + 2 * quietModules) * pixelsPerModule
  const grey = new Uint8Array(size * size).fill(255)
  const edges = [...path.matchAll(/M([^MZ]+)Z/g)].flatMap(([, outline = '']) => {
    const points = outline.split('L').map((point) => point.trim().split(' ').map(Number))
    return points.map((from, index) => [from, points[(index + 1) % points.length] ?? from] as const)
  })
  for (let row = 0; row < modules; row++)
    for (let column = 0; column < modules; column++) {
      const crossed = edges.filter(([[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]]) => {
        const spans = Math.min(y1, y2) <= row && Math.max(y1, y2) >= row + 1
        return x1 === x2 && x1 <= column && spans
      })
      if (crossed.length % 2 === 0) continue
      for (let y = 0; y < pixelsPerModule; y++) {
        const start = ((row + quietModules) * pixelsPerModule + y) * size + (column + quietModules) * pixelsPerModule
        grey.fill(0, start, start + pixelsPerModule)
      }
    }
  return { width: size, height: size, grey }
}

function chunksOf(png: Buffer, type: string): Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at)
    if (png.subarray(at + 4, at + 8).toString() === type) chunks.push(png.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  return chunks
}
