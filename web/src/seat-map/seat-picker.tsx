import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react'
import './seat-map.css'
import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { Announcer } from './announcer.tsx'
import { AreaList } from './area-list.tsx'
import { AreaStepper } from './area-stepper.tsx'
import { ChoiceStrip } from './choice-strip.tsx'
import { PickerContext, useRevision, useWords } from './context.ts'
import { Legend } from './legend.tsx'
import { MapCanvas, type MapHandle } from './map-canvas.tsx'
import { isSoldOut } from './list-model.ts'
import type { Target } from './marks.ts'
import { Notices } from './notices.tsx'
import { PartyFinder } from './party-finder.tsx'
import type { Picker } from './picker.ts'
import { hasSeats } from './plan.ts'
import { SeatGrid } from './seat-grid.ts'
import { SeatList } from './seat-list.tsx'
import { describeSeat } from './words.ts'

interface SeatPickerProps {
  readonly picker: Picker
  /** Seconds for which nothing was heard of what is free, while that is longer than it should be. */
  readonly staleSeconds: number | undefined
  /** What stands above the list: which event this is. */
  readonly children: ReactNode
}

/** The seat map with all that belongs to it: legend, list, best seats, what was chosen and the way on. */
export function SeatPicker({ picker, staleSeconds, children }: SeatPickerProps) {
  const grid = useMemo(() => new SeatGrid(picker.plan), [picker])
  const context = useMemo(() => ({ picker, grid }), [picker, grid])
  useEffect(() => picker.start(), [picker])
  return (
    <PickerContext value={context}>
      <Parts picker={picker} staleSeconds={staleSeconds}>
        {children}
      </Parts>
    </PickerContext>
  )
}

function Parts({ picker, staleSeconds, children }: SeatPickerProps) {
  const words = useWords()
  const { m } = words
  const map = useRef<MapHandle>(null)
  const panelId = useId()
  const [openSection, setOpenSection] = useState<number | undefined>()
  const isSeated = hasSeats(picker.plan)
  // Where nothing is chosen on the map, the map is not what a phone shows first.
  const [isListOpen, setListOpen] = useState(!isSeated)
  const [focused, setFocused] = useState('')
  useRevision()
  const { plan, board } = picker
  const openArea = openSection !== undefined && plan.compiled.sections[openSection]?.kind === 'area'

  const focus = (target: Target | undefined) => setFocused(target === undefined ? '' : name(target))
  function name(target: Target): string {
    if ('seat' in target) {
      const isYours = picker.state().choice.seats.includes(target.seat)
      return describeSeat(words, plan, target.seat, isYours ? 'yours' : board.isFree(target.seat) ? 'free' : 'taken')
    }
    const free = board.freeIn(target.section)
    return [plan.compiled.sections[target.section]?.name ?? '', free === 0 ? m.noneLeft : m.left(free)].join(', ')
  }
  const look = (seats: readonly PlaceNo[]) => map.current?.showSeats(seats)

  return (
    <div className={`seat-picker ${isListOpen ? 'seat-picker-listed' : ''}`}>
      <div className="seat-stage">
        <MapCanvas handle={map} onFocus={focus} onSection={setOpenSection} />
        {board.version < 0 && <output className="seat-over">{m.state.loading}</output>}
        {isSoldOut(plan, board) && <p className="seat-over">{m.state.soldOut}</p>}
        {staleSeconds !== undefined && <output className="seat-over">{m.state.stale(staleSeconds)}</output>}
        {board.sectionsOnly && staleSeconds === undefined && !isSoldOut(plan, board) && (
          <output className="seat-over">{m.sectionsOnly.map}</output>
        )}
        <Notices />
        {openArea && openSection !== undefined && !isListOpen && (
          <div className="seat-area">
            <p className="flex items-center justify-between gap-4">
              <strong className="font-display">{plan.compiled.sections[openSection]?.name}</strong>
              <span className="text-small text-quiet">{m.left(board.freeIn(openSection))}</span>
            </p>
            <AreaStepper section={openSection} />
          </div>
        )}
      </div>
      <div className="seat-prices">
        <Legend />
        <button
          type="button"
          aria-expanded={isListOpen}
          aria-controls={panelId}
          onClick={() => setListOpen(!isListOpen)}
          className="seat-list-switch"
        >
          {isListOpen ? m.list.open : m.list.close}
        </button>
      </div>
      <div id={panelId} className="seat-panel">
        {children}
        {isSeated ? (
          <>
            <PartyFinder
              onFound={(seats) => {
                setListOpen(false)
                setOpenSection(undefined)
                look(seats)
              }}
              onArea={setOpenSection}
            />
            <SeatList open={openSection} onOpen={setOpenSection} onLook={(seat) => look([seat])} />
          </>
        ) : (
          <AreaList open={openSection} />
        )}
        <button type="button" onClick={() => setListOpen(false)} className="seat-list-back">
          {m.list.done}
        </button>
      </div>
      <ChoiceStrip />
      <Announcer focused={focused} />
    </div>
  )
}
