import type { EventView, OwnEvent } from '@foyer/contract/catalog.views'
import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { linesOf } from '../../ui/lines.ts'
import { Mistyped, Told, useFaultFocus, useForm } from './faults.ts'
import { mergeTyped } from '../changed/merge.ts'
import { MeanwhileNotice, type ChangedField } from '../changed/notice.tsx'
import { saveSeen } from '../changed/save-seen.ts'
import { organizerMessages } from '../messages/index.ts'
import { fromLocal } from './local-time.ts'
import { onSaleMessages } from './messages/index.ts'
import { saleHoursOf, type SaleHours } from './sale-hours.ts'
import { Outcome, Section } from './section.tsx'

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
  const { meanwhile: words } = useMessages(organizerMessages)
  const [others, setOthers] = useState<readonly ChangedField[]>()
  const mergedWith = (later: EventView) => mergeTyped(saved, hours, saleHoursOf(later))
  const form = useForm(['onSaleAt', 'offSaleAt'], async () => {
    setOthers(undefined)
    const read = (field: 'onSaleAt' | 'offSaleAt'): Date | null => {
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
    const outcome = await saveSeen(
      event.revision,
      (ifMatch) => api.call('PATCH', '/v1/events/:eventId', { params, body, ifMatch }),
      (later) => mergedWith(later).changed.length > 0,
    )
    if ('meanwhile' in outcome) {
      const { typed, changed } = mergedWith(outcome.meanwhile)
      const labels: SaleHours = { onSaleAt: m.opening.label, offSaleAt: m.opening.closes }
      const told = changed.map(({ field, isKept }) => {
        const instant = outcome.meanwhile.sale[field]
        const at = instant === null ? undefined : new Date(instant)
        const value = at && `${f.shortDay(at, event.timeZone, now)}, ${f.time(at, event.timeZone)}`
        return { label: labels[field], value: value ?? '', isKept }
      })
      onType(typed)
      setOthers(told)
      const { sale, revision, title, status, startsAt, localDate } = outcome.meanwhile
      onSaved({ ...event, sale, revision, title, status, startsAt, localDate })
      throw new Told(words.title)
    }
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
      <MeanwhileNotice changed={others} />
      <Outcome fault={others === undefined ? form.faults.whole : undefined} done={form.done ? m.saved : undefined} />
    </Section>
  )
}
