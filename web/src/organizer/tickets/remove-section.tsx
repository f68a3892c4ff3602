import type { CompiledManifest, PlaceNo } from '@foyer/contract/compiled-manifest'
import { useApi } from '../../api/context.ts'
import { useMessages } from '../../i18n/context.ts'
import { AskFirst } from '../ask-first.tsx'
import { Outcome, Section } from '../on-sale/section.tsx'
import { inBatches } from './choose-places.ts'
import { ticketsMessages } from './messages/index.ts'
import { PlacesChooser, Stays, useChoice } from './places-chooser.tsx'
import type { Tickets } from './read-tickets.ts'
import { TakenPlaces, takenIn } from './taken-places.tsx'
import { faultWords, useWork } from './use-work.ts'

interface RemoveSectionProps {
  readonly tickets: Tickets
  readonly compiled: CompiledManifest
  readonly readAgain: () => Promise<Tickets>
}

/** Unsold tickets taken off sale: what somebody has stays, and is named. */
export function RemoveSection({ tickets, compiled, readAgain }: RemoveSectionProps) {
  const words = useMessages(ticketsMessages)
  const m = words.remove
  const api = useApi()
  const choice = useChoice(compiled, tickets, 'all')
  const { section, claim } = choice.chosen
  const params = { eventId: tickets.event.id }
  const removable: readonly PlaceNo[] = [...claim.free, ...claim.house].toSorted((a, b) => a - b)
  const count = tickets.isDraft ? (section?.count ?? 0) : removable.length
  const work = useWork(async () => {
    if (section === undefined) return undefined
    let removed = 0
    const remove = async (body: { section: string } | { places: number[] }) => {
      removed += (await api.call('DELETE', '/v1/events/:eventId/tickets', { params, body })).removed
    }
    try {
      if (tickets.isDraft) await remove({ section: section.key })
      else for (const places of inBatches(removable)) await remove({ places })
    } finally {
      await readAgain()
    }
    return m.done(removed)
  })
  return (
    <Section id="remove" title={m.title} why={m.why}>
      {tickets.isDraft && <p>{m.draft}</p>}
      <PlacesChooser
        name="remove"
        compiled={compiled}
        choice={choice}
        onlyAll={tickets.isDraft}
        onChange={work.forget}
      />
      {!tickets.isDraft && (
        <Stays compiled={compiled} chosen={choice.chosen} isUnknown={tickets.bitmap === undefined}>
          <p className="font-display font-semibold">
            {count === 0 ? m.nothing : words.choose.ofAll(count, section?.count ?? 0)}
          </p>
        </Stays>
      )}
      {count > 0 && (
        <p>
          <AskFirst
            kind="plain"
            label={m.go(count)}
            question={tickets.isDraft ? m.sureDraft(section?.name ?? '', count) : m.sure(count, section?.name ?? '')}
            go={m.sureGo}
            keep={m.keep}
            disabled={work.pending}
            onGo={work.run}
          />
        </p>
      )}
      <TakenPlaces compiled={compiled} fault={work.fault} />
      <Outcome fault={takenIn(work.fault).length > 0 ? undefined : faultWords(work.fault, words)} done={work.done} />
    </Section>
  )
}
