import type { CompiledManifest, PlaceNo } from '@foyer/contract/compiled-manifest'
import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { AskFirst } from '../ask-first.tsx'
import { Outcome, Section } from '../on-sale/section.tsx'
import { inBatches, nameRuns, type NamedRun } from './choose-places.ts'
import { ticketsMessages } from './messages/index.ts'
import { PlacesChooser, Stays, useChoice } from './places-chooser.tsx'
import type { Tickets } from './read-tickets.ts'
import { placesOf } from './stock.ts'
import { TakenPlaces, takenIn } from './taken-places.tsx'
import { faultWords, useWork } from './use-work.ts'

interface HouseSectionProps {
  readonly tickets: Tickets
  readonly compiled: CompiledManifest
  readonly readAgain: () => Promise<Tickets>
}

/** Places kept off sale: for the house, or because they cannot be used; and back again. */
export function HouseSection(props: HouseSectionProps) {
  const { house: m } = useMessages(ticketsMessages)
  return (
    <Section id="house" title={m.title} why={m.why}>
      {props.tickets.isDraft ? <p>{m.draft}</p> : <PutAside {...props} />}
      <PutAsideNow {...props} />
    </Section>
  )
}

function PutAside({ tickets, compiled, readAgain }: HouseSectionProps) {
  const words = useMessages(ticketsMessages)
  const m = words.house
  const api = useApi()
  const choice = useChoice(compiled, tickets, 'some')
  const [reason, setReason] = useState<'house' | 'kill'>('house')
  const { claim } = choice.chosen
  const usable: readonly PlaceNo[] = reason === 'house' ? claim.free : [...claim.free, ...claim.house]
  const work = useWork(async () => {
    const params = { eventId: tickets.event.id }
    try {
      for (const places of inBatches(usable))
        await api.call('POST', '/v1/events/:eventId/blocks', { params, body: { places, reason } })
    } finally {
      await readAgain()
    }
    return m.done(usable.length)
  })
  return (
    <>
      <Segmented
        legend={m.kind}
        name="reason"
        value={reason}
        onChoose={setReason}
        options={[
          { value: 'house', label: m.house },
          { value: 'kill', label: m.kill },
        ]}
      />
      <PlacesChooser name="aside" compiled={compiled} choice={choice} onChange={work.forget} />
      <Stays compiled={compiled} chosen={choice.chosen} isUnknown={tickets.bitmap === undefined}>
        <p className="font-display font-semibold">
          {usable.length === 0 ? m.nothing : words.choose.ofAll(usable.length, choice.chosen.section?.count ?? 0)}
        </p>
      </Stays>
      {usable.length > 0 && (
        <p>
          <Button kind="plain" onClick={() => work.run()} aria-disabled={work.pending}>
            {m.go(usable.length)}
          </Button>
        </p>
      )}
      <TakenPlaces compiled={compiled} fault={work.fault} />
      <Outcome fault={takenIn(work.fault).length > 0 ? undefined : faultWords(work.fault, words)} done={work.done} />
    </>
  )
}

const RUNS_SHOWN = 12

function PutAsideNow({ tickets, compiled, readAgain }: HouseSectionProps) {
  const words = useMessages(ticketsMessages)
  const m = words.house
  const api = useApi()
  const [showsAll, showAll] = useState(false)
  const runs = (['house', 'kill'] as const).flatMap((reason) =>
    nameRuns(compiled, [...placesOf(tickets[reason])]).map((run) => ({ ...run, reason })),
  )
  const shown = showsAll ? runs : runs.slice(0, RUNS_SHOWN)
  const work = useWork(async (run: NamedRun) => {
    let unblocked = 0
    try {
      for (const places of inBatches(run.places)) {
        const params = { eventId: tickets.event.id }
        unblocked += (await api.call('DELETE', '/v1/events/:eventId/blocks', { params, body: { places } })).unblocked
      }
    } finally {
      await readAgain()
    }
    return m.given(unblocked)
  })
  const nameOf = (run: NamedRun) =>
    run.row === null
      ? words.choose.areaRun(run.section, run.places.length)
      : words.choose.run(run.section, run.row, run.from, run.to)
  return (
    <div>
      <h3 className="label">{m.list}</h3>
      {runs.length === 0 ? (
        <p className="mt-1 text-quiet">{m.none}</p>
      ) : (
        <ul className="mt-2 border-b border-line" data-aside>
          {shown.map((run) => (
            <li
              key={`${run.reason} ${run.places[0]}`}
              className="flex flex-wrap items-center justify-between gap-x-4 border-t border-line py-1"
            >
              <span>
                <span className="figure">{nameOf(run)}</span>{' '}
                <span className="text-small text-quiet">{run.reason === 'house' ? m.isHouse : m.isKill}</span>
              </span>
              {!tickets.isDraft && (
                <AskFirst
                  label={m.giveBack}
                  describedAs={m.giveBackWhich(nameOf(run))}
                  question={m.sure(nameOf(run))}
                  go={m.sureGo}
                  keep={m.keep}
                  disabled={work.pending}
                  onGo={() => work.run(run)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {shown.length < runs.length && (
        <Button kind="quiet" onClick={() => showAll(true)}>
          {m.showAll}
        </Button>
      )}
      <Outcome fault={faultWords(work.fault, words)} done={work.done} />
    </div>
  )
}
