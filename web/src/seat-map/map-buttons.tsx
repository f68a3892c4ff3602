import { useWords } from './context.ts'

const STEP = 1.7

interface MapButtonsProps {
  readonly onZoom: (factor: number) => void
  readonly onWhole: () => void
}

/** Nearer, farther, all: for whoever has neither wheel nor two fingers. */
export function MapButtons({ onZoom, onWhole }: MapButtonsProps) {
  const { m } = useWords()
  return (
    <div className="seat-buttons">
      <MapButton label={m.map.zoomIn} path="M10 4v12M4 10h12" onClick={() => onZoom(STEP)} />
      <MapButton label={m.map.zoomOut} path="M4 10h12" onClick={() => onZoom(1 / STEP)} />
      <MapButton label={m.map.whole} path="M4 8V4h4M16 8V4h-4M4 12v4h4M16 12v4h-4" onClick={onWhole} />
    </div>
  )
}

const MapButton = ({ label, path, onClick }: { label: string; path: string; onClick: () => void }) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    onClick={onClick}
    className="grid size-11 place-items-center hover:bg-sunk"
  >
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      className="size-5 fill-none stroke-current stroke-[1.8] [stroke-linecap:round]"
    >
      <path d={path} />
    </svg>
  </button>
)
