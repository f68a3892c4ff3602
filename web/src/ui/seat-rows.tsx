/** Seats of each row, from the stage outwards. */
const ROWS = [9, 11, 13, 15] as const
/** The one seat that the picture is about: third row, right of the middle. */
const THE_SEAT = { row: 2, at: 8 } as const
const CENTRE = { x: 120, y: -150 } as const
const FIRST_ROW_RADIUS = 182
const ROW_GAP = 19
const SEAT_GAP = 14.5
const SEAT_LENGTH = 5

/** A seat is a short stroke with round ends that looks at the stage. */
function seat(row: number, at: number): string {
  const radius = FIRST_ROW_RADIUS + row * ROW_GAP
  const angle = ((at - ((ROWS[row] ?? 1) - 1) / 2) * SEAT_GAP) / radius
  const point = (length: number) =>
    `${(CENTRE.x + Math.sin(angle) * length).toFixed(1)} ${(CENTRE.y + Math.cos(angle) * length).toFixed(1)}`
  return `M${point(radius)}L${point(radius + SEAT_LENGTH)}`
}

const OTHERS = ROWS.flatMap((seats, row) =>
  Array.from({ length: seats }, (_, at) => (row === THE_SEAT.row && at === THE_SEAT.at ? '' : seat(row, at))),
).join('')
const THE_ONE = seat(THE_SEAT.row, THE_SEAT.at)

interface SeatRowsProps {
  /** Whether the one seat is somebody's, or stands empty. */
  readonly seat: 'yours' | 'empty'
  readonly className?: string
}

/** Rows of seats before a stage, of which one counts: the house's own sign. Says nothing that stands in no words beside it. */
export const SeatRows = ({ seat: one, className = '' }: SeatRowsProps) => (
  <svg viewBox="0 0 240 108" aria-hidden="true" className={`text-line ${className}`}>
    <g fill="none" stroke="currentcolor" strokeLinecap="round">
      <path d="M64 16a190 190 0 0 0 112 0" strokeWidth="3" />
      <path d={OTHERS} strokeWidth="9" />
      {one === 'yours' ? (
        <path d={THE_ONE} strokeWidth="9" className="text-signal" stroke="currentcolor" />
      ) : (
        <>
          <path d={THE_ONE} strokeWidth="9" className="text-quiet" stroke="currentcolor" />
          <path d={THE_ONE} strokeWidth="6.5" className="text-paper" stroke="currentcolor" />
        </>
      )}
    </g>
  </svg>
)
