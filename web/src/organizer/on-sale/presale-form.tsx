import type { OwnEvent } from '@foyer/contract/catalog.views'
import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { linesOf } from '../../ui/lines.ts'
import { Mistyped, useFaultFocus, useForm } from './faults.ts'
import { fromLocal, toLocal } from './local-time.ts'
import { onSaleMessages } from './messages/index.ts'
import { Outcome } from './section.tsx'

interface PresaleFormProps {
  readonly event: OwnEvent
  readonly onAdded: () => Promise<void>
  readonly onLeave: () => void
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** A presale to add: for whom, when, with how many places for one person. */
export function PresaleForm({ event, onAdded, onLeave }: PresaleFormProps) {
  const words = useMessages(onSaleMessages)
  const m = words.presales
  const api = useApi()
  const opens = Date.parse(event.sale.onSaleAt ?? event.startsAt)
  const [typed, setTyped] = useState({
    name: '',
    startsAt: toLocal(new Date(opens - DAY_MS), event.timeZone),
    endsAt: toLocal(new Date(opens - HOUR_MS), event.timeZone),
    allowance: '',
  })
  const form = useForm(['name', 'startsAt', 'endsAt', 'allowance'], async () => {
    const { name, startsAt, endsAt, allowance } = typed
    const [from, to] = [fromLocal(startsAt, event.timeZone), fromLocal(endsAt, event.timeZone)]
    const places = allowance.trim() === '' ? null : Number(allowance)
    const mistyped = {
      ...(from === undefined ? { startsAt: words.notATime } : {}),
      ...(to === undefined ? { endsAt: words.notATime } : {}),
      ...(places !== null && !Number.isInteger(places) ? { allowance: words.notANumber } : {}),
    }
    if (from === undefined || to === undefined || Object.keys(mistyped).length > 0) throw new Mistyped(mistyped)
    await api.call('POST', '/v1/events/:eventId/presales', {
      params: { eventId: event.id },
      body: { name, startsAt: from.toISOString(), endsAt: to.toISOString(), allowance: places },
    })
    await onAdded()
  })
  const { fields } = form.faults
  const element = useFaultFocus(fields)
  const line = linesOf(typed, (changes) => setTyped((before) => ({ ...before, ...changes })), fields)
  return (
    <form ref={element} noValidate onSubmit={form.onSubmit} className="flex flex-col gap-5 border border-line p-5">
      <div className="grid gap-5 tablet:grid-cols-2">
        <Field label={m.name} hint={m.nameHint} maxLength={80} {...line('name')} />
        <Field
          label={m.perPerson}
          hint={m.perPersonHint}
          type="number"
          inputMode="numeric"
          min={1}
          {...line('allowance')}
        />
        <Field label={m.startsAt} type="datetime-local" {...line('startsAt')} />
        <Field label={m.endsAt} type="datetime-local" {...line('endsAt')} />
      </div>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" aria-disabled={form.pending}>
          {m.addGo}
        </Button>
        <Button kind="quiet" onClick={onLeave}>
          {m.close}
        </Button>
      </div>
      <Outcome fault={form.faults.whole} done={undefined} />
    </form>
  )
}
