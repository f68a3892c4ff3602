import { useState, type ReactNode } from 'react'
import { useApi } from '../../api/context.ts'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { Field } from '../../ui/field.tsx'
import { AskFirst } from '../ask-first.tsx'
import { HoursFields } from '../new-event/hours-fields.tsx'
import { newEventMessages } from '../new-event/messages/index.ts'
import { hoursOf, momentsOf } from '../new-event/times.ts'
import { Mistyped, useForm } from '../on-sale/faults.ts'
import { Outcome, Section } from '../on-sale/section.tsx'
import { ownEventMessages } from './messages/index.ts'
import type { SectionProps } from './section.ts'

/** What may become of an event that the public knows: it waits for a date, gets another, or is off. */
export function TurnsSection(props: SectionProps) {
  const m = useMessages(ownEventMessages).turns
  const { status } = props.event
  if (status === 'draft' || status === 'cancelled') return null
  return (
    <Section id="turns" title={m.title} why={m.why}>
      <div className="divide-y divide-line border-y border-line">
        {status !== 'postponed' && <Postpone {...props} />}
        <Reschedule key={props.event.revision} {...props} isOpen={status === 'postponed'} />
        <Cancel {...props} />
      </div>
    </Section>
  )
}

interface TurnProps {
  readonly title: string
  readonly text: string
  readonly isOpen?: boolean
  readonly children: ReactNode
}

/** One turn, folded away until it is wanted. */
const Turn = ({ title, text, isOpen = false, children }: TurnProps) => (
  <details open={isOpen}>
    <summary className="fold flex min-h-14 items-center gap-3 py-3 font-display text-lead font-semibold hover:underline">
      <h3>{title}</h3>
    </summary>
    <div className="flex max-w-reading flex-col gap-5 pb-6">
      <p className="prose text-quiet">{text}</p>
      {children}
    </div>
  </details>
)

/** What the public is told about a turn. */
function ReasonField({ value, onType }: { readonly value: string; readonly onType: (reason: string) => void }) {
  const m = useMessages(ownEventMessages).turns
  return (
    <Field
      label={m.reason}
      hint={m.reasonHint}
      maxLength={500}
      autoComplete="off"
      value={value}
      onChange={({ currentTarget }) => onType(currentTarget.value)}
    />
  )
}

const reasonOf = (text: string): string | null => (text.trim() === '' ? null : text.trim())

function Postpone({ event, again }: SectionProps) {
  const m = useMessages(ownEventMessages).turns
  const api = useApi()
  const [reason, setReason] = useState('')
  const form = useForm([], async () => {
    const request = { params: { eventId: event.id }, body: { reason: reasonOf(reason) } }
    await api.call('POST', '/v1/events/:eventId/postponement', request)
    await again()
  })
  return (
    <Turn title={m.postpone.title} text={m.postpone.text}>
      <ReasonField value={reason} onType={setReason} />
      <p>
        <AskFirst
          kind="plain"
          label={m.postpone.go}
          question={m.postpone.sure}
          go={m.postpone.go}
          keep={m.keep}
          disabled={form.pending}
          onGo={form.run}
        />
      </p>
      <Outcome fault={form.faults.whole} done={undefined} />
    </Turn>
  )
}

function Reschedule({ event, again, isOpen }: SectionProps & { readonly isOpen: boolean }) {
  const m = useMessages(ownEventMessages).turns
  const { faults: words } = useMessages(newEventMessages)
  const f = useFormats()
  const now = useNow()
  const api = useApi()
  const [hours, setHours] = useState(hoursOf(event, event.timeZone))
  const [reason, setReason] = useState('')
  const moments = momentsOf(hours, event.timeZone)
  const starts = moments.startsAt === undefined ? undefined : new Date(moments.startsAt)
  const form = useForm(['startsAt', 'doorsAt', 'endsAt'], async () => {
    const { startsAt, doorsAt, endsAt } = moments
    if (startsAt === undefined) throw new Mistyped({ [hours.date === '' ? 'date' : 'startsAt']: words.time })
    if (doorsAt === undefined) throw new Mistyped({ doorsAt: words.doors })
    if (startsAt === new Date(event.startsAt).toISOString()) throw new Mistyped({ date: m.reschedule.same })
    await api.call('POST', '/v1/events/:eventId/rescheduling', {
      params: { eventId: event.id },
      body: { startsAt, doorsAt, endsAt: endsAt ?? null, reason: reasonOf(reason) },
    })
    await again()
  })
  return (
    <Turn title={m.reschedule.title} text={m.reschedule.text} isOpen={isOpen}>
      <HoursFields hours={hours} onHours={setHours} faults={form.faults.fields} />
      <ReasonField value={reason} onType={setReason} />
      <p>
        <AskFirst
          kind="plain"
          label={m.reschedule.go}
          question={
            starts === undefined
              ? m.reschedule.text
              : m.reschedule.sure(`${f.day(starts, event.timeZone, now)}, ${f.time(starts, event.timeZone)}`)
          }
          go={m.reschedule.go}
          keep={m.keep}
          disabled={form.pending}
          onGo={form.run}
        />
      </p>
      <Outcome fault={form.faults.whole} done={undefined} />
    </Turn>
  )
}

function Cancel({ event, again }: SectionProps) {
  const m = useMessages(ownEventMessages).turns
  const api = useApi()
  const [reason, setReason] = useState('')
  const form = useForm([], async () => {
    const request = { params: { eventId: event.id }, body: { reason: reasonOf(reason) } }
    await api.call('POST', '/v1/events/:eventId/cancellation', request)
    await again()
  })
  return (
    <Turn title={m.cancel.title} text={m.cancel.text}>
      <ReasonField value={reason} onType={setReason} />
      <p>
        <AskFirst
          kind="plain"
          label={m.cancel.go}
          question={m.cancel.sure(event.title)}
          go={m.cancel.go}
          keep={m.keep}
          disabled={form.pending}
          onGo={form.run}
        />
      </p>
      <Outcome fault={form.faults.whole} done={undefined} />
    </Turn>
  )
}
