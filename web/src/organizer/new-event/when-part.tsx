import { useFormats, useMessages } from '../../i18n/context.ts'
import { Field } from '../../ui/field.tsx'
import { linesOf } from '../../ui/lines.ts'
import { AllowanceField } from './allowance-field.tsx'
import { timeZoneOf } from './draft.ts'
import { HoursFields } from './hours-fields.tsx'
import { newEventMessages } from './messages/index.ts'
import { Group, type PartProps } from './part.tsx'

/** When, on the clocks of the venue; and from when on, and to whom how much is sold. */
export function WhenPart({ draft, onDraft, faults }: PartProps) {
  const m = useMessages(newEventMessages).when
  const f = useFormats()
  const zone = timeZoneOf(draft)
  const day = new Date(`${draft.hours.date}T12:00:00Z`)
  const at = Number.isNaN(day.getTime()) ? undefined : day
  const zoneName = zone === undefined || at === undefined ? zone : f.zone(at, zone)
  const line = linesOf(
    { onSaleAt: draft.onSaleAt, allowance: draft.allowance },
    (changes) => onDraft((before) => ({ ...before, ...changes })),
    faults,
  )
  return (
    <Group title={m.title} why={zoneName === undefined ? m.noZone : m.zone(zoneName)}>
      <HoursFields
        hours={draft.hours}
        onHours={(hours) => onDraft((before) => ({ ...before, hours }))}
        faults={faults}
      />
      <div className="grid gap-6 tablet:grid-cols-2">
        <Field label={m.onSale} hint={m.onSaleHint} type="datetime-local" {...line('onSaleAt')} />
        <AllowanceField line={line('allowance')} />
      </div>
    </Group>
  )
}
