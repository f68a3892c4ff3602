import type { OwnEvent } from '@foyer/contract/catalog.views'
import { useApi } from '../../api/context.ts'
import { useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Mistyped, useForm } from './faults.ts'
import { fromLocal } from './local-time.ts'
import { onSaleMessages } from './messages/index.ts'
import { Outcome, Section } from './section.tsx'

interface OpeningSectionProps {
  readonly event: OwnEvent
  readonly opening: string
  readonly onType: (opening: string) => void
  readonly onSaved: (event: OwnEvent) => void
}

/** When the sale opens to everybody. */
export function OpeningSection({ event, opening, onType, onSaved }: OpeningSectionProps) {
  const m = useMessages(onSaleMessages)
  const api = useApi()
  const params = { eventId: event.id }
  const form = useForm(['onSaleAt'], async () => {
    const instant = opening === '' ? undefined : fromLocal(opening, event.timeZone)
    if (opening !== '' && instant === undefined) throw new Mistyped({ onSaleAt: m.notATime })
    await api.call('PATCH', '/v1/events/:eventId', { params, body: { onSaleAt: instant?.toISOString() ?? null } })
    onSaved(await api.call('GET', '/v1/me/events/:eventId', { params }))
  })
  return (
    <Section id="opening" title={m.opening.title}>
      <form noValidate onSubmit={form.onSubmit} className="flex flex-wrap items-start gap-4">
        <div className="w-72">
          <Field
            label={m.opening.label}
            hint={m.opening.hint}
            fault={form.faults.fields['onSaleAt']}
            type="datetime-local"
            name="onSaleAt"
            value={opening}
            onChange={(typed) => onType(typed.currentTarget.value)}
          />
        </div>
        <Button type="submit" kind="plain" className="tablet:mt-6.5" aria-disabled={form.pending}>
          {m.opening.save}
        </Button>
      </form>
      <Outcome fault={form.faults.whole} done={form.done ? m.saved : undefined} />
    </Section>
  )
}
