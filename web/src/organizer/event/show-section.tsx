import { Refused } from '@foyer/contract/client'
import type { EventView } from '@foyer/contract/catalog.views'
import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { EMPTY_DRAFT, lacksOf, showInputOf, type EventDraft, type NewShow } from '../new-event/draft.ts'
import { FIELDS } from '../new-event/fields.ts'
import { newEventMessages } from '../new-event/messages/index.ts'
import { refusedAt } from '../new-event/save.ts'
import { NewShowFields } from '../new-event/show-part.tsx'
import { Mistyped, Told, useForm } from '../on-sale/faults.ts'
import { Outcome, Section } from '../on-sale/section.tsx'
import { ownEventMessages } from './messages/index.ts'
import type { SectionProps } from './section.ts'

/** The show that this event is a date of; what changes here changes on all its dates. */
export function ShowSection({ event, again }: SectionProps) {
  const m = useMessages(ownEventMessages).show
  const { faults: words } = useMessages(newEventMessages)
  const api = useApi()
  const [draft, setDraft] = useState<EventDraft>({ ...EMPTY_DRAFT, newShow: typedOf(event.show) })
  const form = useForm(FIELDS, async () => {
    const lacks = Object.entries(lacksOf(draft)).filter(([field]) => field.startsWith('show.'))
    if (lacks.length > 0) throw new Mistyped(Object.fromEntries(lacks.map(([field, lack]) => [field, words[lack]])))
    const request = { params: { showId: event.show.id }, body: showInputOf(draft) }
    try {
      await refusedAt('show', () => api.call('PATCH', '/v1/shows/:showId', request))
    } catch (error) {
      // A film may belong to another organiser, who alone changes it.
      if (error instanceof Refused && error.problem.status === 404) throw new Told(m.foreign)
      throw error
    }
    await again()
  })
  if (event.status === 'cancelled') return null
  return (
    <Section id="show" title={m.title} why={m.why}>
      <details>
        <summary className="fold inline-flex min-h-11 items-center gap-3 font-display font-semibold hover:underline">
          {m.open}
        </summary>
        <form noValidate onSubmit={form.onSubmit} className="mt-4 flex max-w-reading flex-col gap-6">
          <NewShowFields draft={draft} onDraft={setDraft} faults={form.faults.fields} />
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

const typedOf = (show: EventView['show']): NewShow => ({
  title: show.title,
  kind: show.kind,
  genres: show.genres.join(', '),
  description: show.description ?? '',
  runtime: show.runtimeMinutes === null ? '' : String(show.runtimeMinutes),
  rating: show.rating ?? '',
  trailer: show.trailerUrl ?? '',
})
