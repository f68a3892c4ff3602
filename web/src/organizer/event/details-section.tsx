import type { EventView } from '@foyer/contract/catalog.views'
import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { linesOf } from '../../ui/lines.ts'
import { mergeTyped } from '../changed/merge.ts'
import { MeanwhileNotice, type ChangedField } from '../changed/notice.tsx'
import { saveSeen } from '../changed/save-seen.ts'
import { organizerMessages } from '../messages/index.ts'
import { AllowanceField } from '../new-event/allowance-field.tsx'
import { HoursFields } from '../new-event/hours-fields.tsx'
import { isWhole, textOrNull } from '../new-event/lacks.ts'
import { newEventMessages } from '../new-event/messages/index.ts'
import { momentsOf } from '../new-event/times.ts'
import { Mistyped, Told, useFaultFocus, useForm } from '../on-sale/faults.ts'
import { Outcome, Section } from '../on-sale/section.tsx'
import { ownEventMessages } from './messages/index.ts'
import type { SectionProps } from './section.ts'
import { typedDetailsOf, type TypedDetails } from './typed-details.ts'

const FIELDS = ['title', 'description', 'startsAt', 'doorsAt', 'endsAt', 'allowance']

/** Title, words, hours and allowance of this event. The date of one that is published changes by rescheduling. */
export function DetailsSection({ event, again }: SectionProps) {
  const words = useMessages(ownEventMessages)
  const m = words.details
  const wordsOfNew = useMessages(newEventMessages)
  const { meanwhile: meanwhileWords } = useMessages(organizerMessages)
  const f = useFormats()
  const api = useApi()
  // The event by which the form was filled: other parts of the page may have read a later one since.
  const [base, setBase] = useState(event)
  // How it stands is said at the head of the page: by that the form goes, and by the day that is published with it.
  const isDraft = event.status === 'draft'
  const [typed, setTyped] = useState(typedDetailsOf(base))
  const [others, setOthers] = useState<readonly ChangedField[]>()
  const labels: Readonly<Record<keyof TypedDetails, string>> = {
    title: m.name,
    date: wordsOfNew.when.date,
    starts: wordsOfNew.when.starts,
    doors: wordsOfNew.when.doors,
    ends: wordsOfNew.when.ends,
    description: m.description,
    allowance: wordsOfNew.when.allowance,
  }

  /** What others have made of it, beside what is typed. */
  function compare(now: EventView) {
    const fresh = typedDetailsOf(now)
    const merged = mergeTyped(typedDetailsOf(base), typed, fresh)
    const told = merged.changed.map(({ field, isKept }) => ({
      label: labels[field],
      value: fresh[field],
      isKept,
    }))
    const standing = { label: meanwhileWords.standing, value: words.standing.titles[now.status], isKept: false }
    // The day of an event that is published has no field here: it stays as it is.
    const day = now.status === 'draft' ? {} : { date: fresh.date, starts: fresh.starts }
    return {
      typed: { ...merged.typed, ...day },
      told: now.status === event.status ? told : [standing, ...told],
    }
  }

  const { date, starts } = typedDetailsOf(event)
  const shown = isDraft ? typed : { ...typed, date, starts }
  const form = useForm(FIELDS, async () => {
    setOthers(undefined)
    const { startsAt, doorsAt, endsAt } = momentsOf(shown, base.timeZone)
    const { faults } = wordsOfNew
    const mistyped = {
      ...(startsAt === undefined ? { [shown.date === '' ? 'date' : 'startsAt']: faults.time } : {}),
      ...(startsAt !== undefined && doorsAt === undefined ? { doorsAt: faults.doors } : {}),
      ...(isWhole(typed.allowance, false) ? {} : { allowance: faults.number }),
    }
    if (startsAt === undefined || doorsAt === undefined || Object.keys(mistyped).length > 0)
      throw new Mistyped(mistyped)
    const body = {
      title: textOrNull(typed.title),
      description: textOrNull(typed.description),
      doorsAt,
      endsAt: endsAt ?? null,
      allowance: Number(typed.allowance),
      ...(isDraft ? { startsAt } : {}),
    }
    // What one did elsewhere on this page, as publishing it, was seen, unless others have changed what this form shows.
    const seen = compare(event).told.length > 0 ? base : event
    const outcome = await saveSeen(
      seen.revision,
      (ifMatch) => api.call('PATCH', '/v1/events/:eventId', { params: { eventId: event.id }, body, ifMatch }),
      (now) => compare(now).told.length > 0,
    )
    if ('meanwhile' in outcome) {
      const { typed: merged, told } = compare(outcome.meanwhile)
      setBase(outcome.meanwhile)
      setTyped(merged)
      setOthers(told)
      await again()
      throw new Told(meanwhileWords.title)
    }
    setBase(outcome.saved)
    setTyped(typedDetailsOf(outcome.saved))
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
        <HoursFields
          hours={shown}
          onHours={(hours) => setTyped((before) => ({ ...before, ...hours }))}
          faults={fields}
          isDayFixed={!isDraft}
        />
        <TextArea label={m.description} hint={m.descriptionHint} maxLength={10_000} {...line('description')} />
        <div className="tablet:w-1/2">
          <AllowanceField line={line('allowance')} />
        </div>
        <div>
          <Button type="submit" kind="plain" aria-disabled={form.pending}>
            {m.save}
          </Button>
        </div>
        <MeanwhileNotice changed={others} />
        <Outcome fault={others === undefined ? form.faults.whole : undefined} done={form.done ? m.saved : undefined} />
      </form>
    </Section>
  )
}
