import type { EventView } from '@foyer/contract/catalog.views'
import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { saveSeen } from '../changed/save-seen.ts'
import { Outcome, Section } from '../on-sale/section.tsx'
import { ticketsMessages } from './messages/index.ts'
import { pricedBy, type PriceTyped } from './new-prices.ts'
import type { Tickets } from './read-tickets.ts'
import { ChangedMeanwhile, faultWords, useWork } from './use-work.ts'

interface PricesSectionProps {
  readonly tickets: Tickets
  readonly readAgain: () => Promise<Tickets>
}

const pricesOf = ({ priceLevels, manifest }: EventView) => JSON.stringify([priceLevels, manifest?.hash])

const NOTHING: PriceTyped = { faceValue: '', fees: '' }

/** Prices for the categories of a plan that have none: without them an event is not published. */
export function PricesSection({ tickets, readAgain }: PricesSectionProps) {
  const words = useMessages(ticketsMessages)
  const m = words.prices
  const api = useApi()
  const [typed, setTyped] = useState<Readonly<Record<string, PriceTyped>>>({})
  const [isTried, setTried] = useState(false)
  const { event, unpriced, currency } = tickets
  const { levels, added, faults } = pricedBy(event.priceLevels, unpriced, typed, currency)
  const form = useWork(async () => {
    setTried(true)
    if (faults.size > 0 || added === 0) return undefined
    const request = { params: { eventId: event.id }, body: { priceLevels: levels } }
    const outcome = await saveSeen(
      event.revision,
      (ifMatch) => api.call('PATCH', '/v1/events/:eventId', { ...request, ifMatch }),
      // All prices are sent together, so any that others set meanwhile would be lost.
      (now) => pricesOf(now) !== pricesOf(event),
    )
    await readAgain()
    if ('meanwhile' in outcome) throw new ChangedMeanwhile()
    setTried(false)
    return m.done
  })
  const amount = (key: string, name: keyof PriceTyped) => ({
    inputMode: 'decimal' as const,
    maxLength: 11,
    autoComplete: 'off',
    value: (typed[key] ?? NOTHING)[name],
    onChange: (event_: { currentTarget: { value: string } }) => {
      form.forget()
      setTyped({ ...typed, [key]: { ...(typed[key] ?? NOTHING), [name]: event_.currentTarget.value } })
    },
  })
  return (
    <Section id="prices" title={m.title} why={m.why}>
      <form
        noValidate
        onSubmit={(submitted) => {
          submitted.preventDefault()
          form.run()
        }}
        className="flex max-w-reading flex-col gap-5"
      >
        {unpriced.map(({ key, name }) => (
          <fieldset key={key}>
            <legend className="font-display font-semibold">{name}</legend>
            <div className="mt-2 grid grid-cols-2 items-start gap-4">
              <Field
                label={words.add.faceValue(currency)}
                fault={isTried && faults.has(key) ? words.add.faults.amount : undefined}
                {...amount(key, 'faceValue')}
              />
              <Field label={words.add.fees(currency)} hint={words.add.feesHint} {...amount(key, 'fees')} />
            </div>
          </fieldset>
        ))}
        <p>
          <Button type="submit" aria-disabled={form.pending}>
            {m.go}
          </Button>
        </p>
        <Outcome
          fault={isTried && added === 0 && faults.size === 0 ? m.none : faultWords(form.fault, words)}
          done={form.done}
        />
      </form>
    </Section>
  )
}
