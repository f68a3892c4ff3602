import type { OwnEvent } from '@foyer/contract/catalog.views'
import type { OnSale } from '@foyer/contract/queue'
import { Link } from 'react-router'
import { useApi } from '../../api/context.ts'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { Checkbox, Field, Select } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { AskFirst } from '../ask-first.tsx'
import { useFaultFocus, useForm } from './faults.ts'
import { onSaleMessages } from './messages/index.ts'
import { inputOf, numberIn, usualPerCard, type RoomDraft } from './room-draft.ts'
import { Outcome, Section } from './section.tsx'
import { suggestedAtOnce } from './suggest.ts'

interface RoomSectionProps {
  readonly event: OwnEvent
  readonly onSale: OnSale | null
  readonly draft: RoomDraft
  readonly onDraft: (draft: RoomDraft) => void
  readonly onSaved: (onSale: OnSale | null) => void
  /** By what is typed. */
  readonly soldOutBy: number | null
}

const FIELDS = [
  'lobbyOpensAt',
  'drawMinutes',
  'peopleAtOnce',
  'peoplePerMinute',
  'sessionSeconds',
  'placesPerPerson',
  'placesPerCard',
  'placesPerNetwork',
  'randomness',
]

/** How a field looks that can no longer be changed, and why it cannot. */
const fixedLook = (hint: string) => ({ readOnly: true, hint, className: 'border-dashed bg-sunk text-quiet' })

/** The waiting room in front of a sale: set up, changed, or taken away again while nobody has entered. */
export function RoomSection({ event, onSale, draft, onDraft, onSaved, soldOutBy }: RoomSectionProps) {
  const m = useMessages(onSaleMessages)
  const api = useApi()
  const params = { eventId: event.id }
  const isFixed = onSale !== null && onSale.fixed.length > 0
  const save = useForm(FIELDS, async () => {
    const body = inputOf(draft, event.timeZone, { number: m.notANumber, time: m.notATime })
    onSaved(await api.call('PUT', '/v1/events/:eventId/on-sale', { params, body }))
  })
  const element = useFaultFocus(save.faults.fields)
  const remove = useForm([], async () => {
    await api.call('DELETE', '/v1/events/:eventId/on-sale', { params })
    onSaved(null)
  })
  if (event.sale.onSaleAt === null)
    return (
      <Section id="room" title={m.room.title} why={m.room.why}>
        <p>{m.room.needsTime}</p>
      </Section>
    )
  const fault = (name: string) => save.faults.fields[name]
  const field = (name: Exclude<keyof RoomDraft, 'proofOfWork'>, faultName: string = name) => ({
    name: faultName,
    value: draft[name],
    fault: fault(faultName),
    ...(isFixed && onSale.fixed.includes(name === 'drawMinutes' ? 'lobbyClosesAt' : name)
      ? fixedLook(m.room.fixedField)
      : {}),
    onChange: (typed: { currentTarget: { value: string } }) => onDraft({ ...draft, [name]: typed.currentTarget.value }),
  })
  const number = { type: 'number', inputMode: 'numeric', min: 1 } as const
  return (
    <Section id="room" title={m.room.title} why={m.room.why}>
      {onSale !== null && !isFixed && onSale.onSaleAt !== event.sale.onSaleAt && (
        <Notice kind="signal">{m.room.otherTime}</Notice>
      )}
      {event.waitingRoom?.ended === true && <Notice>{m.room.ended}</Notice>}
      {isFixed && (
        <Notice title={m.room.fixedTitle}>
          <p>{m.room.fixedText}</p>
          <p className="mt-3">
            <Link to={`/organise/events/${event.id}/live`}>{m.room.toLive}</Link>
          </p>
        </Notice>
      )}
      <form ref={element} noValidate onSubmit={save.onSubmit} className="flex flex-col gap-5">
        <div className="grid gap-5 tablet:grid-cols-2">
          <Field label={m.room.lobbyOpensAt} hint={m.room.lobbyHint} type="datetime-local" {...field('lobbyOpensAt')} />
          <Field label={m.room.drawMinutes} hint={m.room.drawHint} max={30} {...number} {...field('drawMinutes')} />
          <Field label={m.room.peopleAtOnce} hint={m.room.atOnceHint} {...number} {...field('peopleAtOnce')} />
          <Field
            label={m.room.sessionMinutes}
            hint={m.room.sessionHint}
            max={60}
            {...number}
            {...field('sessionMinutes', 'sessionSeconds')}
          />
          <Field label={m.room.peoplePerMinute} hint={m.room.perMinuteHint} {...number} {...field('peoplePerMinute')} />
          <Field
            label={m.room.placesPerPerson}
            hint={m.room.perPersonHint(String(event.sale.allowance))}
            {...number}
            {...field('placesPerPerson')}
          />
          <Field
            label={m.room.placesPerCard}
            hint={m.room.perCardHint(usualPerCard(event.sale.allowance))}
            {...number}
            {...field('placesPerCard')}
          />
          <Field
            label={m.room.placesPerNetwork}
            hint={m.room.perNetworkHint}
            {...number}
            {...field('placesPerNetwork')}
          />
        </div>
        <Suggestion event={event} draft={draft} soldOutBy={soldOutBy} onDraft={onDraft} />
        <div>
          <Checkbox
            label={m.room.proofOfWork}
            checked={draft.proofOfWork}
            disabled={isFixed}
            onChange={(typed) => onDraft({ ...draft, proofOfWork: typed.currentTarget.checked })}
          />
          <p className="ml-8 text-small text-quiet">{isFixed ? m.room.fixedField : m.room.proofHint}</p>
        </div>
        <div className="tablet:w-1/2">
          <Select
            label={m.room.randomness}
            hint={isFixed ? m.room.fixedField : m.room.randomnessHint}
            fault={fault('randomness')}
            value={draft.randomness}
            disabled={isFixed}
            onChange={(typed) =>
              onDraft({ ...draft, randomness: typed.currentTarget.value as RoomDraft['randomness'] })
            }
          >
            {draft.randomness === '' && <option value="">{m.room.byInstallation}</option>}
            <option value="drand">{m.room.drand}</option>
            <option value="seed">{m.room.seed}</option>
          </Select>
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" aria-disabled={save.pending}>
            {onSale === null ? m.room.set : m.room.save}
          </Button>
          {onSale !== null && !isFixed && (
            <AskFirst
              label={m.room.remove}
              question={m.room.removeSure}
              go={m.room.remove}
              keep={m.room.keep}
              onGo={remove.run}
            />
          )}
          {onSale !== null && (
            <Link to={`/organise/events/${event.id}/live`} className={buttonLook('quiet')}>
              {m.room.toLive}
            </Link>
          )}
        </div>
      </form>
      <Outcome
        fault={save.faults.whole ?? remove.faults.whole}
        done={save.done && onSale !== null ? m.saved : remove.done && onSale === null ? m.room.removed : undefined}
      />
    </Section>
  )
}

/** What the pace comes to, and what would be a good one. */
function Suggestion({
  event,
  draft,
  soldOutBy,
  onDraft,
}: Pick<RoomSectionProps, 'event' | 'draft' | 'soldOutBy' | 'onDraft'>) {
  const { room: m } = useMessages(onSaleMessages)
  const f = useFormats()
  const now = useNow()
  const places = event.available ?? event.places
  const opensAt = Date.parse(event.sale.onSaleAt ?? '')
  if (places === 0) return <p className="text-small text-quiet">{m.needsPlaces}</p>
  const placesAtMost = Math.min(numberIn(draft.placesPerPerson) ?? event.sale.allowance, event.sale.allowance)
  const sessionSeconds = (numberIn(draft.sessionMinutes) ?? 10) * 60
  const atOnce = suggestedAtOnce({ places, sessionSeconds, placesAtMost })
  const typed = numberIn(draft.peopleAtOnce) ?? 0
  const by = soldOutBy === null ? undefined : new Date(soldOutBy)
  const isSameDay = by !== undefined && by.getTime() - opensAt < 12 * 3_600_000
  return (
    <div className="border-l-4 border-ink bg-sunk px-5 py-4">
      {by !== undefined && (
        <p className="font-semibold" data-pace>
          {m.pace(
            m.minutes(Math.round((by.getTime() - opensAt) / 60_000)),
            isSameDay
              ? f.time(by, event.timeZone)
              : `${f.shortDay(by, event.timeZone, now)}, ${f.time(by, event.timeZone)}`,
          )}
        </p>
      )}
      {typed * Math.min(2, placesAtMost) > places && <p className="mt-2 text-stop">{m.tooQuick}</p>}
      <p className="mt-2 text-small text-quiet">{m.suggestion(f.number(places), f.number(atOnce))}</p>
      {typed !== atOnce && (
        <Button kind="quiet" className="-ml-2" onClick={() => onDraft({ ...draft, peopleAtOnce: String(atOnce) })}>
          {m.take}
        </Button>
      )}
    </div>
  )
}
