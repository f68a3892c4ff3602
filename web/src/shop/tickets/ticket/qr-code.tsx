import { correction, generate, mode } from 'lean-qr'
import { toSvgPath } from 'lean-qr/extras/svg'

/** Light modules around the code that a reader needs to find it (ISO/IEC 18004). */
const QUIET_ZONE = 4

interface QrCodeProps {
  readonly code: string
  readonly label: string
}

/** A ticket's code as a picture, made here: it needs no network. Black on white whatever lies behind. */
export function QrCode({ code, label }: QrCodeProps) {
  const qr = generate(mode.alphaNumeric(code), { minCorrectionLevel: correction.M })
  const side = qr.size + 2 * QUIET_ZONE
  return (
    <svg
      viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className="mx-auto w-full max-w-sm"
    >
      <path d={toSvgPath(qr)} fill="#000" />
    </svg>
  )
}
