import { useDeferredValue, useEffect, useRef } from 'react'
import { AreaStepper } from './area-stepper.tsx'
import { usePickerState, useRevision, useSeatMap, useWords } from './context.ts'
import { isSoldOut, listSections, type ListedSection } from './list-model.ts'

/** Where there are no seats to be chosen: every area, and how many places of it. @param open the one that the map shows */
export function AreaList({ open }: { readonly open: number | undefined }) {
  const { picker } = useSeatMap()
  const { levelsShown, accessibleOnly, choice } = usePickerState()
  const revision = useDeferredValue(useRevision())
  const { m } = useWords()
  const { plan, board } = picker
  // The revision is not read: it says that the board, which is, has changed.
  void revision
  const areas = listSections(plan, board, { levelsShown, accessibleOnly, sought: '', showTaken: true }).filter(
    ({ index, free }) => free > 0 || choice.areas.has(index),
  )
  return (
    <section className="flex flex-col gap-3">
      <h2 className="subheading">{m.area.title}</h2>
      {areas.length > 0 && <p className="text-small text-quiet">{m.area.unnumbered}</p>}
      {areas.length === 0 && board.version >= 0 && (
        <p className="text-quiet">{isSoldOut(plan, board) ? m.state.soldOut : m.area.none}</p>
      )}
      <ul className="flex flex-col">
        {areas.map((area) => (
          <Area key={area.index} area={area} isOpen={open === area.index} />
        ))}
      </ul>
    </section>
  )
}

function Area({ area, isOpen }: { readonly area: ListedSection; readonly isOpen: boolean }) {
  const { m } = useWords()
  const item = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isOpen) item.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  return (
    <li ref={item} className="border-t border-line py-3">
      <h3 className="flex items-baseline justify-between gap-4 pb-2">
        <span className="font-display font-bold">{area.name}</span>
        <span className="text-small font-normal text-quiet">{area.free === 0 ? m.noneLeft : m.left(area.free)}</span>
      </h3>
      <AreaStepper section={area.index} isSaid />
    </li>
  )
}
