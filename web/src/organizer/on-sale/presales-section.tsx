import type { OwnEvent } from '@foyer/contract/catalog.views'
import type { PresaleView } from '@foyer/contract/catalog.presales'
import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { Button } from '../../ui/button.tsx'
import { AskFirst } from '../ask-first.tsx'
import { useForm } from './faults.ts'
import { onSaleMessages } from './messages/index.ts'
import { PresaleCodes } from './presale-codes.tsx'
import { PresaleForm } from './presale-form.tsx'
import { Outcome, Section } from './section.tsx'

interface PresalesSectionProps {
  readonly event: OwnEvent
  readonly presales: readonly PresaleView[]
  readonly onChanged: (presales: readonly PresaleView[]) => void
}

/** Who buys before the sale: groups with their hours, their codes and their allowance. */
export function PresalesSection({ event, presales, onChanged }: PresalesSectionProps) {
  const { presales: m, room } = useMessages(onSaleMessages)
  const api = useApi()
  const [isAdding, setAdding] = useState(false)
  const params = { eventId: event.id }
  const readAgain = async () => onChanged((await api.call('GET', '/v1/events/:eventId/presales', { params })).items)
  return (
    <Section id="presales" title={m.title} why={m.why}>
      {presales.length === 0 ? (
        <p className="text-quiet">{m.none}</p>
      ) : (
        <ul className="border-b border-line">
          {presales.map((presale) => (
            <PresaleRow key={presale.id} event={event} presale={presale} readAgain={readAgain} />
          ))}
        </ul>
      )}
      {event.sale.onSaleAt === null ? (
        <p>{room.needsTime}</p>
      ) : isAdding ? (
        <PresaleForm
          event={event}
          onAdded={async () => {
            setAdding(false)
            await readAgain()
          }}
          onLeave={() => setAdding(false)}
        />
      ) : (
        <p>
          <Button kind="plain" onClick={() => setAdding(true)}>
            {m.add}
          </Button>
        </p>
      )}
    </Section>
  )
}

interface PresaleRowProps {
  readonly event: OwnEvent
  readonly presale: PresaleView
  readonly readAgain: () => Promise<void>
}

function PresaleRow({ event, presale, readAgain }: PresaleRowProps) {
  const { presales: m } = useMessages(onSaleMessages)
  const f = useFormats()
  const now = useNow()
  const api = useApi()
  const [isOpen, setOpen] = useState(false)
  const remove = useForm([], async () => {
    const params = { eventId: event.id, presaleId: presale.id }
    await api.call('DELETE', '/v1/events/:eventId/presales/:presaleId', { params })
    await readAgain()
  })
  const when = (instant: string) => {
    const at = new Date(instant)
    return `${f.shortDay(at, event.timeZone, now)}, ${f.time(at, event.timeZone)}`
  }
  return (
    <li className="border-t border-line py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div>
          <h3 className="font-display font-semibold">{presale.name}</h3>
          <p className="figure text-small">{m.hours(when(presale.startsAt), when(presale.endsAt))}</p>
          <p className="text-small text-quiet">
            {presale.codes === 0 ? m.noCodes : `${m.codes(presale.codes)}, ${m.people(presale.people)}`}
            {presale.allowance !== null && ` · ${m.allowance(presale.allowance)}`}
          </p>
        </div>
        <div className="flex flex-wrap gap-1">
          <Button kind="plain" aria-label={m.addCodesTo(presale.name)} onClick={() => setOpen(true)}>
            {m.addCodes}
          </Button>
          <AskFirst
            label={m.removeShort}
            describedAs={m.remove(presale.name)}
            question={m.removeSure(presale.name)}
            go={m.removeGo}
            keep={m.keep}
            onGo={remove.run}
          />
        </div>
      </div>
      {isOpen && <PresaleCodes event={event} presale={presale} readAgain={readAgain} onClose={() => setOpen(false)} />}
      <Outcome fault={remove.faults.whole} done={undefined} />
    </li>
  )
}
