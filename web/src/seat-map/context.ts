import { createContext, use, useMemo, useSyncExternalStore } from 'react'
import { useLanguage, useMessages } from '../i18n/context.ts'
import { formatsOf } from '../i18n/format.ts'
import { seatMessages } from './messages/index.ts'
import type { Picker, PickerState } from './picker.ts'
import type { SeatGrid } from './seat-grid.ts'
import type { Words } from './words.ts'

/** What the parts of a seat picker share. */
export interface SeatMapContext {
  readonly picker: Picker
  readonly grid: SeatGrid
}

export const PickerContext = createContext<SeatMapContext | undefined>(undefined)

export function useSeatMap(): SeatMapContext {
  const context = use(PickerContext)
  if (context === undefined) throw new Error('a part of the seat picker stands outside of it')
  return context
}

/** The state of the choice; the part is drawn again with each change. */
export function usePickerState(): PickerState {
  const { picker } = useSeatMap()
  return useSyncExternalStore(picker.listen, picker.state, picker.state)
}

/** Grows with each change of what is free; the part is drawn again with it. */
export function useRevision(): number {
  const { board } = useSeatMap().picker
  return useSyncExternalStore(
    (listener) => board.listen(listener),
    () => board.revision,
    () => board.revision,
  )
}

/** The same object for as long as the language is the same. */
export function useWords(): Words {
  const language = useLanguage()
  const m = useMessages(seatMessages)
  return useMemo(() => ({ m, f: formatsOf(language) }), [language, m])
}
