import { Link } from 'react-router'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { filmsMessages } from './messages/index.ts'

interface DayTabsProps {
  readonly date: string
  /** Days on which films are shown here. */
  readonly days: readonly string[]
  readonly town: string
}

/** The days that have something to show, as they are where the cinemas stand. */
export function DayTabs({ date, days, town }: DayTabsProps) {
  const m = useMessages(filmsMessages)
  const formats = useFormats()
  return (
    <nav aria-label={m.days} className="mt-8 border-b-2 border-ink">
      <ul className="flex gap-1 overflow-x-auto">
        {(days.includes(date) ? days : [date, ...days].toSorted()).map((day) => (
          <li key={day}>
            <Link
              to={`/films?${new URLSearchParams({ near: town, date: day }).toString()}`}
              preventScrollReset
              aria-current={day === date ? 'date' : undefined}
              className="figure flex min-h-12 items-center rounded-t px-3 whitespace-nowrap no-underline hover:bg-sunk aria-[current]:bg-ink aria-[current]:text-paper"
            >
              {formats.plainDay(day)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
