import { useMessages } from '../../i18n/context.ts'
import { Field } from '../../ui/field.tsx'
import { linesOf } from '../../ui/lines.ts'
import { newEventMessages } from './messages/index.ts'
import type { Hours } from './times.ts'

interface HoursFieldsProps {
  readonly hours: Hours
  readonly onHours: (hours: Hours) => void
  readonly faults: Readonly<Record<string, string>>
  /** Day and start stand; doors and end can move. */
  readonly isDayFixed?: boolean
}

/** The day of an event and its hours. */
export function HoursFields({ hours, onHours, faults, isDayFixed = false }: HoursFieldsProps) {
  const m = useMessages(newEventMessages).when
  const line = linesOf(hours, (changes) => onHours({ ...hours, ...changes }), faults)
  return (
    <div className={`grid grid-cols-2 gap-x-4 gap-y-6 ${isDayFixed ? '' : 'tablet:grid-cols-[1.4fr_1fr_1fr_1fr]'}`}>
      {!isDayFixed && (
        <>
          <div className="col-span-2 tablet:col-span-1">
            <Field label={m.date} type="date" {...line('date')} />
          </div>
          <div className="col-span-2 tablet:col-span-1">
            <Field label={m.starts} type="time" {...line('starts')} fault={faults['startsAt']} />
          </div>
        </>
      )}
      <Field label={m.doors} hint={m.optional} type="time" {...line('doors')} fault={faults['doorsAt']} />
      <Field label={m.ends} hint={m.optional} type="time" {...line('ends')} fault={faults['endsAt']} />
    </div>
  )
}
