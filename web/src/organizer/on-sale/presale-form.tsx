import type { OwnEvent } from '@foyer/contract/catalog.views'
import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Mistyped, useForm } from './faults.ts'
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
  const [name, setName] = useState('')
  const [startsAt, setStartsAt] = useState(toLocal(new Date(opens - DAY_MS), event.timeZone))
  const [endsAt, setEndsAt] = useState(toLocal(new Date(opens - HOUR_MS), event.timeZone))
  const [allowance, setAllowance] = useState('')
  const form = useForm(['name', 'startsAt', 'endsAt', 'allowance'], async () => {
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
  const typing = (set: (value: string) => void) => (typed: { currentTarget: { value: string } }) =>
    set(typed.currentTarget.value)
  const faults = form.faults.fields
  return (
    <form noValidate onSubmit={form.onSubmit} className="flex flex-col gap-5 border border-line p-5">
      <div className="grid gap-5 tablet:grid-cols-2">
        <Field
          label={m.name}
          hint={m.nameHint}
          fault={faults['name']}
          name="name"
          maxLength={80}
          value={name}
          onChange={typing(setName)}
        />
        <Field
          label={m.perPerson}
          hint={m.perPersonHint}
          fault={faults['allowance']}
          type="number"
          inputMode="numeric"
          min={1}
          name="allowance"
          value={allowance}
          onChange={typing(setAllowance)}
        />
        <Field
          label={m.startsAt}
          fault={faults['startsAt']}
          type="datetime-local"
          name="startsAt"
          value={startsAt}
          onChange={typing(setStartsAt)}
        />
        <Field
          label={m.endsAt}
          fault={faults['endsAt']}
          type="datetime-local"
          name="endsAt"
          value={endsAt}
          onChange={typing(setEndsAt)}
        />
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
