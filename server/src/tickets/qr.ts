import { correction, generate, mode, type Bitmap2D } from 'lean-qr'
import { toPngBuffer } from 'lean-qr/extras/node_export'
import { toSvgPath, toSvgSource } from 'lean-qr/extras/svg'

/** Light modules around the code that a reader needs to find it (ISO/IEC 18004). */
const QUIET_ZONE_MODULES = 4
const PNG_PIXELS_PER_MODULE = 8
const SVG_PIXELS_PER_MODULE = 6

/**
 * The QR code of a ticket. Level M at least: it bears a fold or a thumb over 15 % of it, and rises to Q or H where that
 * costs no size. Alphanumeric mode, for which the code's characters are chosen.
 */
const qrOf = (code: string): Bitmap2D => generate(mode.alphaNumeric(code), { minCorrectionLevel: correction.M })

/** Black on white whatever lies behind it, so that it scans in a dark theme too. */
export const qrPng = (code: string): Buffer =>
  Buffer.from(
    toPngBuffer(qrOf(code), {
      on: [0, 0, 0],
      off: [255, 255, 255],
      pad: QUIET_ZONE_MODULES,
      scale: PNG_PIXELS_PER_MODULE,
    }),
  )

export const qrSvg = (code: string): string =>
  toSvgSource(qrOf(code), { on: 'black', off: 'white', pad: QUIET_ZONE_MODULES, scale: SVG_PIXELS_PER_MODULE })

/** The outline of the dark modules as SVG path data, and how many modules a side has; without the quiet zone. */
export function qrPath(code: string): { path: string; modules: number } {
  const qr = qrOf(code)
  return { path: toSvgPath(qr), modules: qr.size }
}
