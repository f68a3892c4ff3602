import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { linesOf } from '../../ui/lines.ts'
import { AllowanceField } from '../new-event/allowance-field.tsx'
import { HoursFields } from '../new-event/hours-fields.tsx'
import { isWhole, textOrNull } from '../new-event/lacks.ts'
import { newEventMessages } from '../new-event/messages/index.ts'
import { hoursOf, momentsOf } from '../new-event/times.ts'
import { Mistyped, useFaultFocus, useForm } from '../on-sale/faults.ts'
import { Outcome, Section } from '../on-sale/section.tsx'
import { ownEventMessages } from './messages/index.ts'
import type { SectionProps } from './section.ts'

const FIELDS = ['title', 'description', 'startsAt', 'doorsAt', 'endsAt', 'allowance']

/** Title, words, hours and allowance of this event. The date of one that is published changes by rescheduling. */
export function DetailsSection({ event, again }: SectionProps) {
  const m = useMessages(ownEventMessages).details
  const { faults: words } = useMessages(newEventMessages)
  const f = useFormats()
  const api = useApi()
  const isDraft = event.status === 'draft'
  const [typed, setTyped] = useState({
    title: event.title === event.show.title ? '' : event.title,
    description: event.description ?? '',
    allowance: String(event.sale.allowance),
  })
  const [hours, setHours] = useState(hoursOf(event, event.timeZone))
  const form = useForm(FIELDS, async () => {
    const { startsAt, doorsAt, endsAt } = momentsOf(hours, event.timeZone)
    const mistyped = {
      ...(startsAt === undefined ? { [hours.date === '' ? 'date' : 'startsAt']: words.time } : {}),
      ...(startsAt !== undefined && doorsAt === undefined ? { doorsAt: words.doors } : {}),
      ...(isWhole(typed.allowance, false) ? {} : { allowance: words.number }),
    }
    if (startsAt === undefined || doorsAt === undefined || Object.keys(mistyped).length > 0)
      throw new Mistyped(mistyped)
    await api.call('PATCH', '/v1/events/:eventId', {
      params: { eventId: event.id },
      body: {
        title: textOrNull(typed.title),
        description: textOrNull(typed.description),
        doorsAt,
        endsAt: endsAt ?? null,
        allowance: Number(typed.allowance),
        ...(isDraft ? { startsAt } : {}),
      },
    })
    await again()
  })
  const { fields } = form.faults
  const element = useFaultFocus(fields)
  if (event.status === 'cancelled') return null
  const line = linesOf(typed, (changes) => setTyped((before) => ({ ...before, ...changes })), fields)
  return (
    <Section
      id="details"
      title={m.title}
      why={isDraft ? m.zone(f.zone(new Date(event.startsAt), event.timeZone)) : m.published}
    >
      <form ref={element} noValidate onSubmit={form.onSubmit} className="flex max-w-reading flex-col gap-6">
        <Field
          label={m.name}
          hint={m.nameHint(event.show.title)}
          maxLength={200}
          autoComplete="off"
          {...line('title')}
        />
        <HoursFields hours={hours} onHours={setHours} faults={fields} isDayFixed={!isDraft} />
        <TextArea label={m.description} hint={m.descriptionHint} maxLength={10_000} {...line('description')} />
        <div className="tablet:w-1/2">
          <AllowanceField line={line('allowance')} />
        </div>
        <div>
          <Button type="submit" kind="plain" aria-disabled={form.pending}>
            {m.save}
          </Button>
        </div>
        <Outcome fault={form.faults.whole} done={form.done ? m.saved : undefined} />
      </form>
    </Section>
  )
}
