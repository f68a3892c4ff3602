import type { OwnEvent } from '@foyer/contract/catalog.views'
import { useApi } from '../../api/context.ts'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { linesOf } from '../../ui/lines.ts'
import { Mistyped, useFaultFocus, useForm } from './faults.ts'
import { fromLocal } from './local-time.ts'
import { onSaleMessages } from './messages/index.ts'
import { Outcome, Section } from './section.tsx'

/** When a sale opens and closes as it stands in the form, as `datetime-local` on the clocks of the venue; empty: not said. */
export interface SaleHours {
  readonly onSaleAt: string
  readonly offSaleAt: string
}

interface OpeningSectionProps {
  readonly event: OwnEvent
  readonly hours: SaleHours
  /** As they are saved. */
  readonly saved: SaleHours
  readonly onType: (hours: SaleHours) => void
  readonly onSaved: (event: OwnEvent) => void
}

/** When the sale opens to everybody, and when it closes. */
export function OpeningSection({ event, hours, saved, onType, onSaved }: OpeningSectionProps) {
  const m = useMessages(onSaleMessages)
  const f = useFormats()
  const now = useNow()
  const api = useApi()
  const params = { eventId: event.id }
  const starts = new Date(event.startsAt)
  const form = useForm(['onSaleAt', 'offSaleAt'], async () => {
    const read = (field: keyof SaleHours): Date | null => {
      if (hours[field] === '') return null
      const instant = fromLocal(hours[field], event.timeZone)
      if (instant === undefined) throw new Mistyped({ [field]: m.notATime })
      return instant
    }
    const times = { onSaleAt: read('onSaleAt'), offSaleAt: read('offSaleAt') }
    if (times.onSaleAt !== null && times.offSaleAt !== null && times.offSaleAt <= times.onSaleAt)
      throw new Mistyped({ offSaleAt: m.opening.closesTooSoon })
    // What stays as it is is not sent: once a lobby is open, when the sale begins is public and fixed.
    const body = Object.fromEntries(
      (['onSaleAt', 'offSaleAt'] as const)
        .filter((field) => hours[field] !== saved[field])
        .map((field) => [field, times[field]?.toISOString() ?? null]),
    )
    if (Object.keys(body).length === 0) return
    await api.call('PATCH', '/v1/events/:eventId', { params, body })
    onSaved(await api.call('GET', '/v1/me/events/:eventId', { params }))
  })
  const element = useFaultFocus(form.faults.fields)
  const line = linesOf(hours, (changes) => onType({ ...hours, ...changes }), form.faults.fields)
  return (
    <Section id="opening" title={m.opening.title}>
      <form ref={element} noValidate onSubmit={form.onSubmit} className="flex flex-col gap-5">
        <div className="grid gap-5 tablet:grid-cols-2">
          <Field label={m.opening.label} hint={m.opening.hint} type="datetime-local" {...line('onSaleAt')} />
          <Field
            label={m.opening.closes}
            hint={m.opening.closesHint(`${f.shortDay(starts, event.timeZone, now)}, ${f.time(starts, event.timeZone)}`)}
            type="datetime-local"
            {...line('offSaleAt')}
          />
        </div>
        <div>
          <Button type="submit" kind="plain" aria-disabled={form.pending}>
            {m.opening.save}
          </Button>
        </div>
      </form>
      <Outcome fault={form.faults.whole} done={form.done ? m.saved : undefined} />
    </Section>
  )
}
