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
  const { event } = props
  if (event.status === 'draft' || event.status === 'cancelled') return null
  return (
    <Section id="turns" title={m.title} why={m.why}>
      <div className="divide-y divide-line border-y border-line">
        {event.status !== 'postponed' && (
          <PlainTurn
            {...props}
            route="/v1/events/:eventId/postponement"
            words={m.postpone}
            question={m.postpone.sure}
          />
        )}
        <Reschedule key={event.revision} {...props} isOpen={event.status === 'postponed'} />
        <PlainTurn
          {...props}
          route="/v1/events/:eventId/cancellation"
          words={m.cancel}
          question={m.cancel.sure(event.title)}
        />
      </div>
    </Section>
  )
}

interface TurnProps {
  readonly words: { readonly title: string; readonly text: string; readonly go: string }
  /** What will have happened, asked before it does. */
  readonly question: string
  /** What the public is told about it. */
  readonly reason: string
  readonly onReason: (reason: string) => void
  readonly form: ReturnType<typeof useForm>
  readonly isOpen?: boolean
  /** What else has to be said. */
  readonly children?: ReactNode
}

/** One turn, folded away until it is wanted: what it means, what the public is told, and a question before it is taken. */
function Turn({ words, question, reason, onReason, form, isOpen = false, children }: TurnProps) {
  const m = useMessages(ownEventMessages).turns
  return (
    <details open={isOpen}>
      <summary className="fold flex min-h-14 items-center gap-3 py-3 font-display text-lead font-semibold hover:underline">
        <h3>{words.title}</h3>
      </summary>
      <div className="flex max-w-reading flex-col gap-5 pb-6">
        <p className="prose text-quiet">{words.text}</p>
        {children}
        <Field
          label={m.reason}
          hint={m.reasonHint}
          maxLength={500}
          autoComplete="off"
          value={reason}
          onChange={({ currentTarget }) => onReason(currentTarget.value)}
        />
        <p>
          <AskFirst
            kind="plain"
            label={words.go}
            question={question}
            go={words.go}
            keep={m.keep}
            disabled={form.pending}
            onGo={form.run}
          />
        </p>
        <Outcome fault={form.faults.whole} done={undefined} />
      </div>
    </details>
  )
}

const reasonOf = (text: string): string | null => (text.trim() === '' ? null : text.trim())

interface PlainTurnProps extends SectionProps, Pick<TurnProps, 'words' | 'question'> {
  readonly route: '/v1/events/:eventId/postponement' | '/v1/events/:eventId/cancellation'
}

/** A turn that takes nothing but a reason. */
function PlainTurn({ event, again, route, words, question }: PlainTurnProps) {
  const api = useApi()
  const [reason, setReason] = useState('')
  const form = useForm([], async () => {
    await api.call('POST', route, { params: { eventId: event.id }, body: { reason: reasonOf(reason) } })
    await again()
  })
  return <Turn words={words} question={question} reason={reason} onReason={setReason} form={form} />
}

function Reschedule({ event, again, isOpen }: SectionProps & { readonly isOpen: boolean }) {
  const m = useMessages(ownEventMessages).turns.reschedule
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
    if (startsAt === new Date(event.startsAt).toISOString()) throw new Mistyped({ date: m.same })
    await api.call('POST', '/v1/events/:eventId/rescheduling', {
      params: { eventId: event.id },
      body: { startsAt, doorsAt, endsAt: endsAt ?? null, reason: reasonOf(reason) },
    })
    await again()
  })
  const day = starts && `${f.day(starts, event.timeZone, now)}, ${f.time(starts, event.timeZone)}`
  return (
    <Turn
      words={m}
      question={day === undefined ? m.text : m.sure(day)}
      reason={reason}
      onReason={setReason}
      form={form}
      isOpen={isOpen}
    >
      <HoursFields hours={hours} onHours={setHours} faults={form.faults.fields} />
    </Turn>
  )
}
