import type { OwnEvent } from '@foyer/contract/catalog.views'
import type { PresaleView } from '@foyer/contract/catalog.presales'
import type { OnSale } from '@foyer/contract/queue'
import { useState } from 'react'
import type { Api } from '../../api/api.ts'
import { useApi } from '../../api/context.ts'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { NotHad } from '../../shop/session/not-had.tsx'
import { useFetched } from '../../shop/session/use-fetched.ts'
import { EventFrame, type OwnEventScreen } from '../event-frame.tsx'
import { fromLocal } from './local-time.ts'
import { onSaleMessages } from './messages/index.ts'
import type { Plan } from './moments.ts'
import { OpeningSection } from './opening-section.tsx'
import { PresalesSection } from './presales-section.tsx'
import { draftOf, numberIn, usualDraft, usualPerCard, type RoomDraft } from './room-draft.ts'
import { RoomSection } from './room-section.tsx'
import { saleHoursOf, type SaleHours } from './sale-hours.ts'
import { sellOutMinutes, suggestedAtOnce } from './suggest.ts'
import { Timeline } from './timeline.tsx'

/** The on-sale of one event: when it opens, who comes earlier, and whether people wait in front of it. */
export function Page() {
  const m = useMessages(onSaleMessages)
  return <EventFrame title={m.title}>{(screen) => <OnSaleLoaded {...screen} />}</EventFrame>
}

interface Sale {
  /** Null: no waiting room. */
  readonly onSale: OnSale | null
  readonly presales: readonly PresaleView[]
}

async function readSale(api: Api, { id: eventId, waitingRoom }: OwnEvent, signal: AbortSignal): Promise<Sale> {
  const request = { params: { eventId }, signal }
  const [onSale, { items }] = await Promise.all([
    waitingRoom === null ? null : api.call('GET', '/v1/events/:eventId/on-sale', request),
    api.call('GET', '/v1/events/:eventId/presales', request),
  ])
  return { onSale, presales: items }
}

function OnSaleLoaded({ event, put }: OwnEventScreen) {
  const m = useMessages(onSaleMessages)
  const api = useApi()
  const sale = useFetched(`on-sale ${event.id}`, (signal) => readSale(api, event, signal))
  if (sale.state !== 'ready') return <NotHad fetched={sale} />
  if (event.status === 'cancelled') return <p className="py-8">{m.cancelled}</p>
  return <OnSaleScreen event={event} putEvent={put} sale={sale.value} putSale={sale.put} />
}

interface ScreenProps {
  readonly event: OwnEvent
  readonly putEvent: (event: OwnEvent) => void
  readonly sale: Sale
  readonly putSale: (sale: Sale) => void
}

const MINUTE_MS = 60_000

function OnSaleScreen({ event, putEvent, sale, putSale }: ScreenProps) {
  const m = useMessages(onSaleMessages)
  const f = useFormats()
  const { timeZone } = event
  const savedHours = saleHoursOf(event)
  const [hours, setHours] = useState(savedHours)
  const saved = savedDraft(event, sale.onSale)
  const [draft, setDraft] = useState(saved)
  const wantsRoom = sale.onSale !== null || JSON.stringify(draft) !== JSON.stringify(saved)
  const isDraft = JSON.stringify([hours, draft]) !== JSON.stringify([savedHours, saved])
  const typed = planOf({ event, presales: sale.presales, hours, draft: wantsRoom ? draft : undefined })
  const plan = sale.onSale === null || isDraft ? typed : { ...typed, lobby: lobbyOf(sale.onSale) }
  const putOnSale = (onSale: OnSale | null) => {
    putSale({ ...sale, onSale })
    setDraft(savedDraft(event, onSale))
  }
  return (
    <div className="mt-6 grid gap-x-14 gap-y-10 desk:grid-cols-[1fr_22rem]">
      <div className="desk:sticky desk:top-6 desk:order-2 desk:self-start">
        <Timeline plan={plan} timeZone={timeZone} isDraft={isDraft} />
      </div>
      <div className="min-w-0">
        <p className="text-small text-quiet">
          {m.zone(event.venue.name, f.zone(new Date(event.sale.onSaleAt ?? event.startsAt), timeZone))}
        </p>
        <OpeningSection
          event={event}
          hours={hours}
          saved={savedHours}
          onType={setHours}
          onSaved={(changed) => {
            putEvent(changed)
            if (sale.onSale === null) setDraft(savedDraft(changed, null))
          }}
        />
        <RoomSection
          event={event}
          onSale={sale.onSale}
          draft={draft}
          onDraft={setDraft}
          onSaved={putOnSale}
          soldOutBy={planOf({ event, presales: [], hours, draft }).soldOutBy}
        />
        <PresalesSection
          event={event}
          presales={sale.presales}
          onChanged={(presales) => putSale({ ...sale, presales })}
        />
      </div>
    </div>
  )
}

/** As it is set, which is not what the event says where that was put off since. */
const lobbyOf = ({ lobbyOpensAt, lobbyClosesAt }: OnSale): Plan['lobby'] => ({
  opensAt: Date.parse(lobbyOpensAt),
  closesAt: Date.parse(lobbyClosesAt),
})

const placesOf = (event: OwnEvent): number => event.available ?? event.places

function savedDraft(event: OwnEvent, onSale: OnSale | null): RoomDraft {
  if (onSale !== null) return draftOf(onSale, event.timeZone)
  const opens = event.sale.onSaleAt === null ? null : Date.parse(event.sale.onSaleAt)
  const about = { places: placesOf(event), sessionSeconds: 600, placesAtMost: event.sale.allowance }
  const usual = usualDraft(opens, event.timeZone, about.places === 0 ? undefined : suggestedAtOnce(about))
  return { ...usual, placesPerCard: usualPerCard(event.sale.allowance) }
}

/** What the timeline shows, by what is typed; what cannot be read is left out. */
function planOf(known: {
  readonly event: OwnEvent
  readonly presales: readonly PresaleView[]
  readonly hours: SaleHours
  readonly draft: RoomDraft | undefined
}): Plan {
  const { event, presales, hours, draft } = known
  const onSaleAt = fromLocal(hours.onSaleAt, event.timeZone)?.getTime() ?? null
  const offSaleAt = fromLocal(hours.offSaleAt, event.timeZone)?.getTime() ?? Date.parse(event.startsAt)
  const plain = { presales, lobby: null, onSaleAt, soldOutBy: null, offSaleAt }
  if (draft === undefined || onSaleAt === null) return plain
  const opensAt = fromLocal(draft.lobbyOpensAt, event.timeZone)?.getTime()
  const peopleAtOnce = numberIn(draft.peopleAtOnce)
  const sessionMinutes = numberIn(draft.sessionMinutes)
  const places = placesOf(event)
  return {
    ...plain,
    lobby:
      opensAt === undefined ? null : { opensAt, closesAt: onSaleAt - (numberIn(draft.drawMinutes) ?? 0) * MINUTE_MS },
    soldOutBy:
      peopleAtOnce === undefined || sessionMinutes === undefined || places === 0
        ? null
        : onSaleAt +
          MINUTE_MS *
            sellOutMinutes({
              places,
              peopleAtOnce,
              peoplePerMinute: numberIn(draft.peoplePerMinute) ?? null,
              sessionSeconds: sessionMinutes * 60,
              placesAtMost: Math.min(numberIn(draft.placesPerPerson) ?? event.sale.allowance, event.sale.allowance),
            }),
  }
}
