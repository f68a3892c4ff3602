import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { newEventMessages } from '../new-event/messages/index.ts'
import { refusedAt } from '../new-event/save.ts'
import { ShowFields } from '../new-event/show-fields.tsx'
import { SHOW_FIELDS, showInputOf, showLacks, typedShowOf } from '../new-event/typed-show.ts'
import { mistypedBy, useFaultFocus, useForm } from '../on-sale/faults.ts'
import { Outcome, Section } from '../on-sale/section.tsx'
import { ownEventMessages } from './messages/index.ts'
import type { SectionProps } from './section.ts'

interface ShowSectionProps extends SectionProps {
  /** A film may belong to another organiser, who alone changes it. */
  readonly isOwn: boolean
}

/** The show that this event is a date of; what changes here changes on all its dates. */
export function ShowSection({ event, again, isOwn }: ShowSectionProps) {
  const m = useMessages(ownEventMessages).show
  const { faults: words } = useMessages(newEventMessages)
  const api = useApi()
  const [show, setShow] = useState(typedShowOf(event.show))
  const form = useForm(SHOW_FIELDS, async () => {
    mistypedBy(showLacks(show), words)
    const request = { params: { showId: event.show.id }, body: showInputOf(show) }
    await refusedAt('show', () => api.call('PATCH', '/v1/shows/:showId', request))
    await again()
  })
  const element = useFaultFocus(form.faults.fields)
  if (event.status === 'cancelled') return null
  if (!isOwn)
    return (
      <Section id="show" title={m.title}>
        <p className="prose max-w-reading text-quiet">{m.foreign}</p>
      </Section>
    )
  return (
    <Section id="show" title={m.title} why={m.why}>
      <details>
        <summary className="fold inline-flex min-h-11 items-center gap-3 font-display font-semibold hover:underline">
          {m.open}
        </summary>
        <form ref={element} noValidate onSubmit={form.onSubmit} className="mt-4 flex max-w-reading flex-col gap-6">
          <ShowFields
            show={show}
            onShow={(changes) => setShow((before) => ({ ...before, ...changes }))}
            faults={form.faults.fields}
          />
          <div>
            <Button type="submit" kind="plain" aria-disabled={form.pending}>
              {m.save}
            </Button>
          </div>
          <Outcome fault={form.faults.whole} done={form.done ? m.saved : undefined} />
        </form>
      </details>
    </Section>
  )
}
