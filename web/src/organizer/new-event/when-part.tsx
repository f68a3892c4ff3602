import { useFormats, useMessages } from '../../i18n/context.ts'
import { Field } from '../../ui/field.tsx'
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
  return (
    <Group title={m.title} why={zoneName === undefined ? m.noZone : m.zone(zoneName)}>
      <HoursFields
        hours={draft.hours}
        onHours={(hours) => onDraft((before) => ({ ...before, hours }))}
        faults={faults}
      />
      <div className="grid gap-6 tablet:grid-cols-2">
        <Field
          label={m.onSale}
          hint={m.onSaleHint}
          fault={faults['onSaleAt']}
          type="datetime-local"
          name="onSaleAt"
          value={draft.onSaleAt}
          onChange={({ currentTarget: { value } }) => onDraft((before) => ({ ...before, onSaleAt: value }))}
        />
        <Field
          label={m.allowance}
          hint={m.allowanceHint}
          fault={faults['allowance']}
          type="number"
          min={1}
          max={10}
          name="allowance"
          value={draft.allowance}
          onChange={({ currentTarget: { value } }) => onDraft((before) => ({ ...before, allowance: value }))}
        />
      </div>
    </Group>
  )
}
