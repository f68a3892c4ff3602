import type { PerformerKind } from '@foyer/contract/catalog.schemas'
import type { PerformerView } from '@foyer/contract/catalog.views'
import { useState } from 'react'
import { useParams } from 'react-router'
import { useApi } from '../../../api/context.ts'
import { useMessages } from '../../../i18n/context.ts'
import { Button } from '../../../ui/button.tsx'
import { Field, Select, TextArea } from '../../../ui/field.tsx'
import { linesOf } from '../../../ui/lines.ts'
import { Options } from '../../../ui/options.tsx'
import { catalogueMessages } from '../../catalogue/messages/index.ts'
import { OwnOne } from '../../catalogue/own-one.tsx'
import { emptyOf, textOrNull } from '../../new-event/lacks.ts'
import { newEventMessages } from '../../new-event/messages/index.ts'
import { refusedAt } from '../../new-event/save.ts'
import { genresIn } from '../../new-event/typed-show.ts'
import { mistypedBy, useFaultFocus, useForm } from '../../on-sale/faults.ts'
import { Outcome } from '../../on-sale/section.tsx'

/** A performer of an organiser, to be corrected. */
export function Page() {
  const { performers } = useMessages(catalogueMessages)
  const api = useApi()
  const { performerId = '' } = useParams()
  return (
    <OwnOne
      words={performers}
      list="/organise/performers"
      id={performerId}
      shop={`/performers/${performerId}`}
      ask={(signal) => api.call('GET', '/v1/me/performers/:performerId', { params: { performerId }, signal })}
    >
      {(performer, put) => <PerformerForm performer={performer} onSaved={put} />}
    </OwnOne>
  )
}

/** A performer as it stands in the form. */
interface TypedPerformer {
  readonly name: string
  readonly kind: PerformerKind
  /** With commas between. */
  readonly genres: string
  readonly description: string
}

const typedOf = ({ name, kind, genres, description }: PerformerView): TypedPerformer => ({
  name,
  kind,
  genres: genres.join(', '),
  description: description ?? '',
})

const FIELDS = ['name', 'kind', 'genres', 'description'].map((field) => `performer.${field}`)

interface PerformerFormProps {
  readonly performer: PerformerView
  readonly onSaved: (performer: PerformerView) => void
}

function PerformerForm({ performer, onSaved }: PerformerFormProps) {
  const m = useMessages(catalogueMessages)
  const { faults: words, performers } = useMessages(newEventMessages)
  const api = useApi()
  const [typed, setTyped] = useState(typedOf(performer))
  const form = useForm(FIELDS, async () => {
    mistypedBy(emptyOf('performer', typed, ['name']), words)
    const { name, kind, genres, description } = typed
    const request = {
      params: { performerId: performer.id },
      body: { name: name.trim(), kind, genres: genresIn(genres), description: textOrNull(description) },
    }
    const saved = await refusedAt('performer', () => api.call('PATCH', '/v1/performers/:performerId', request))
    onSaved(saved)
    setTyped(typedOf(saved))
  })
  const element = useFaultFocus(form.faults.fields)
  const put = (changes: Partial<TypedPerformer>) => setTyped((before) => ({ ...before, ...changes }))
  const line = linesOf(typed, put, form.faults.fields, 'performer')
  return (
    <form ref={element} noValidate onSubmit={form.onSubmit} className="mt-8 flex max-w-reading flex-col gap-6">
      <Field label={m.name} maxLength={200} autoComplete="off" {...line('name')} />
      <div className="grid gap-6 tablet:grid-cols-[12rem_1fr]">
        <Select label={m.kind} {...line('kind')}>
          <Options of={performers.kinds} />
        </Select>
        <Field label={m.genres} hint={m.genresHint} autoComplete="off" {...line('genres')} />
      </div>
      <TextArea label={m.description} hint={m.descriptionHint} maxLength={10_000} {...line('description')} />
      <div>
        <Button type="submit" aria-disabled={form.pending}>
          {m.save}
        </Button>
      </div>
      <Outcome fault={form.faults.whole} done={form.done ? m.saved : undefined} />
    </form>
  )
}
