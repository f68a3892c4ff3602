import { useDeferredValue, useEffect, useId, useRef, useState } from 'react'
import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { AreaStepper } from './area-stepper.tsx'
import { usePickerState, useRevision, useSeatMap, useWords } from './context.ts'
import { LevelMark } from './level-mark.tsx'
import { isSoldOut, listSections, type ListedSection } from './list-model.ts'
import { SectionRows } from './section-rows.tsx'

interface SeatListProps {
  readonly open: number | undefined
  readonly onOpen: (section: number | undefined) => void
  /** A seat was chosen or is looked at here: the map may show it. */
  readonly onLook: (seat: PlaceNo) => void
}

/** All that the map can do, as a list: sections, their rows, their seats. */
export function SeatList({ open, onOpen, onLook }: SeatListProps) {
  const { picker } = useSeatMap()
  const { levelsShown, accessibleOnly } = usePickerState()
  const revision = useDeferredValue(useRevision())
  const { m } = useWords()
  const [sought, setSought] = useState('')
  const [showTaken, setShowTaken] = useState(false)
  const { plan, board } = picker
  // The revision is not read: it says that the board, which is, has changed.
  void revision
  const sections = listSections(plan, board, { levelsShown, accessibleOnly, sought, showTaken })

  return (
    <section aria-label={m.list.title} className="flex flex-col gap-3">
      <h2 className="subheading">{m.list.title}</h2>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        {plan.sections.length > 8 && (
          <label className="flex-1">
            <span className="label">{m.list.find}</span>
            <input
              type="search"
              value={sought}
              onChange={(event) => setSought(event.currentTarget.value)}
              className="min-h-11 w-full rounded border border-line bg-raised px-3"
            />
          </label>
        )}
        <label className="flex min-h-11 items-center gap-2 text-small">
          <input
            type="checkbox"
            checked={showTaken}
            onChange={() => setShowTaken(!showTaken)}
            className="size-5 accent-signal"
          />
          {m.list.taken}
        </label>
      </div>
      {sections.length === 0 && (
        <p className="text-quiet">{isSoldOut(plan, board) ? m.state.soldOut : m.list.nothing}</p>
      )}
      <ul className="flex flex-col">
        {sections.map((section) => (
          <Section
            key={section.index}
            section={section}
            isOpen={open === section.index}
            onOpen={onOpen}
            onLook={onLook}
            showTaken={showTaken}
          />
        ))}
      </ul>
    </section>
  )
}

interface SectionProps {
  readonly section: ListedSection
  readonly isOpen: boolean
  readonly onOpen: SeatListProps['onOpen']
  readonly onLook: SeatListProps['onLook']
  readonly showTaken: boolean
}

function Section({ section, isOpen, onOpen, onLook, showTaken }: SectionProps) {
  const { picker } = useSeatMap()
  const { m, f } = useWords()
  const id = useId()
  const item = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isOpen) item.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  return (
    <li ref={item} className="seat-section border-t border-line">
      <h3>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => onOpen(isOpen ? undefined : section.index)}
          className="flex min-h-12 w-full items-center gap-3 py-2 text-left hover:bg-raised"
        >
          <svg
            viewBox="0 0 16 16"
            aria-hidden="true"
            className={`size-4 shrink-0 fill-none stroke-current stroke-2 transition-transform duration-150 ${isOpen ? 'rotate-90' : ''}`}
          >
            <path d="M6 3l5 5-5 5" />
          </svg>
          <span className="min-w-0 flex-1 leading-tight">
            <span className="font-display font-bold">{section.name}</span>{' '}
            {section.storey !== section.name && <span className="text-small text-quiet">{section.storey}</span>}
          </span>
          <span className="text-right leading-tight">
            <span className="figure inline-flex items-center gap-1.5">
              {section.cheapest === undefined ? (
                m.noneLeft
              ) : (
                <>
                  <LevelMark level={section.cheapest.level} className="size-3.5" />
                  {section.isOnePrice ? f.price(section.cheapest.price) : m.from(f.price(section.cheapest.price))}
                </>
              )}
            </span>
            {section.free > 0 && (
              <span className="block text-small text-quiet">{m.list.sectionFree(section.free)}</span>
            )}
          </span>
        </button>
      </h3>
      <div id={id} hidden={!isOpen} className="pb-4 pl-7">
        {isOpen &&
          (section.isArea ? (
            <AreaStepper section={section.index} />
          ) : picker.board.sectionsOnly ? (
            <p className="text-small text-quiet">{m.sectionsOnly.list}</p>
          ) : (
            <SectionRows section={section.index} name={section.name} showTaken={showTaken} onLook={onLook} />
          ))}
      </div>
    </li>
  )
}
