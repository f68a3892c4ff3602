import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import {
  PLACE_ACCESSIBLE,
  PLACE_COMPANION,
  PLACE_RESTRICTED_VIEW,
  type PlaceNo,
} from '@foyer/contract/compiled-manifest'
import { usePickerState, useRevision, useSeatMap, useWords } from './context.ts'
import { WheelchairMark } from './legend.tsx'
import { LevelMark } from './level-mark.tsx'
import { listRows, nextInList, type ListedRow, type ListKey } from './list-model.ts'
import { describeSeat } from './words.ts'

/** Rows that are in the page at once: a section may have hundreds. */
const ROWS_AT_ONCE = 25

interface SectionRowsProps {
  readonly section: number
  readonly name: string
  readonly showTaken: boolean
  readonly onLook: (seat: PlaceNo) => void
}

/** The rows of a section and their seats, with one stop for the tab key: arrows go from seat to seat. */
export function SectionRows({ section, name, showTaken, onLook }: SectionRowsProps) {
  const { picker } = useSeatMap()
  const { choice, levelsShown, accessibleOnly } = usePickerState()
  useRevision()
  const { m } = useWords()
  const [shown, setShown] = useState(ROWS_AT_ONCE)
  const [focused, setFocused] = useState<PlaceNo | undefined>()
  const list = useRef<HTMLOListElement>(null)
  const isMoved = useRef(false)
  const { plan, board } = picker
  // A seat under the keys stays where it is, though it is taken meanwhile.
  const kept = focused === undefined ? choice.seats : [...choice.seats, focused]
  const rows = listRows(plan, board, section, { levelsShown, accessibleOnly, showTaken }, kept)
  const inPage = rows.slice(0, shown)
  const stop = focused ?? inPage[0]?.seats[0]

  useEffect(() => {
    if (!isMoved.current || focused === undefined) return
    isMoved.current = false
    list.current?.querySelector<HTMLElement>(`[data-seat="${focused}"]`)?.focus()
  }, [focused])

  const go = (event: KeyboardEvent) => {
    const key = keyOf(event)
    if (key === undefined || stop === undefined) return
    event.preventDefault()
    const next = nextInList(rows, stop, key)
    const at = rows.findIndex(({ seats }) => seats.includes(next))
    if (at >= shown) setShown(at + ROWS_AT_ONCE)
    isMoved.current = true
    setFocused(next)
    onLook(next)
  }

  return (
    <>
      <p className="sr-only">{m.list.help}</p>
      <ol ref={list} aria-label={name} className="flex flex-col gap-2">
        {inPage.map((row) => (
          <Row key={row.index} row={row} stop={stop} onFocus={setFocused} onLook={onLook} onKey={go} />
        ))}
      </ol>
      {rows.length > shown && (
        <button
          type="button"
          onClick={() => setShown(shown + ROWS_AT_ONCE)}
          className="mt-3 min-h-11 underline decoration-line hover:decoration-current"
        >
          {m.list.moreRows(rows.length - shown)}
        </button>
      )}
    </>
  )
}

interface SeatActions {
  readonly stop: PlaceNo | undefined
  readonly onFocus: (seat: PlaceNo) => void
  readonly onLook: (seat: PlaceNo) => void
  readonly onKey: (event: KeyboardEvent) => void
}

function Row({ row, ...actions }: SeatActions & { readonly row: ListedRow }) {
  const { m } = useWords()
  return (
    <li>
      <fieldset className="flex items-start gap-2">
        <legend className="figure float-left flex min-h-11 w-14 shrink-0 flex-col justify-center text-small leading-tight">
          {m.row(row.label)}
          <span className="sr-only">, {m.list.rowFree(row.free)}</span>
        </legend>
        <span className="flex flex-wrap gap-1">
          {row.seats.map((seat) => (
            <Seat key={seat} seat={seat} {...actions} />
          ))}
        </span>
      </fieldset>
    </li>
  )
}

function Seat({ seat, stop, onFocus, onLook, onKey }: SeatActions & { readonly seat: PlaceNo }) {
  const { picker } = useSeatMap()
  const { choice } = usePickerState()
  const words = useWords()
  const { plan, board } = picker
  const isChosen = choice.seats.includes(seat)
  const state = isChosen ? 'yours' : board.isFree(seat) ? 'free' : 'taken'
  const description = describeSeat(words, plan, seat, state)
  const flags = plan.compiled.flags[seat] ?? 0
  return (
    <button
      type="button"
      data-seat={seat}
      aria-label={description}
      aria-pressed={isChosen}
      aria-disabled={state === 'taken'}
      title={description}
      tabIndex={seat === stop ? 0 : -1}
      onKeyDown={onKey}
      onFocus={() => onFocus(seat)}
      onClick={() => {
        picker.toggle(seat)
        onLook(seat)
      }}
      className={`seat-cell ${state === 'yours' ? 'seat-cell-yours' : state === 'taken' ? 'seat-cell-taken' : ''} ${
        (flags & PLACE_RESTRICTED_VIEW) === 0 ? '' : 'seat-cell-restricted'
      }`}
    >
      {(flags & PLACE_ACCESSIBLE) !== 0 ? (
        <WheelchairMark className="size-3.5" />
      ) : (
        <LevelMark level={plan.levelOf[seat] ?? 0} className="size-2.5" />
      )}
      <span>
        {plan.compiled.address(seat).seat}
        {(flags & PLACE_COMPANION) === 0 ? '' : '+'}
      </span>
    </button>
  )
}

function keyOf({ key, ctrlKey, metaKey }: KeyboardEvent): ListKey | undefined {
  switch (key) {
    case 'Home':
      return ctrlKey || metaKey ? 'First' : 'Home'
    case 'End':
      return ctrlKey || metaKey ? 'Last' : 'End'
    case 'ArrowLeft':
    case 'ArrowRight':
    case 'ArrowUp':
    case 'ArrowDown':
      return key
    default:
      return undefined
  }
}
