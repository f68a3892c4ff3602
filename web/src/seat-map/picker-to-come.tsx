import type { ReactNode } from 'react'
import './seat-map.css'
import { useWords } from './context.ts'

interface PickerToComeProps {
  /** What is said in place of the map. */
  readonly notice: ReactNode
  /** What will stand above the list: which event this is. */
  readonly children: ReactNode
}

/** The room of the seat map before it is there, so that nothing moves when it comes. It is rendered on the server too. */
export function PickerToCome({ notice, children }: PickerToComeProps) {
  const { m } = useWords()
  return (
    <div className="seat-picker">
      <div className="seat-stage">{notice}</div>
      <div className="seat-prices">
        <div className="seat-legend" aria-hidden="true">
          <span className="seat-chip invisible">·</span>
        </div>
      </div>
      <div className="seat-panel">{children}</div>
      <div className="seat-strip">
        <p className="py-2 text-quiet">{m.choice.nothing}</p>
      </div>
    </div>
  )
}
