import type { OnSale, OnSaleInput } from '@foyer/contract/queue'
import { MINUTE_MS, SECOND_MS } from '../platform/clock.ts'
import type { FieldError } from '../platform/http/problem.ts'
import type { PresaleHours, QueueEvent } from './ports.ts'
import type { OnSaleSettings } from './queries/on-sales.ts'

export const SESSION_SECONDS = 600
export const DRAW_MINUTES = 2
/** Unless said: a couple or a family pays with one card, each with their own account. */
const PERSONS_PER_CARD = 2
/** So that every node knows of a queue before anybody could pass it by. */
const NOTICE_MS = 30 * SECOND_MS

/** What may be changed while people are in the lobby: it decides how quickly it goes, not who comes first. */
const ALWAYS_OPEN: ReadonlySet<string> = new Set(['peopleAtOnce', 'peoplePerMinute', 'sessionSeconds'])

export type SetOnSale =
  | {
      readonly settings: OnSaleSettings
      /** Fields that become other than they were; all of them at first. */
      readonly changed: readonly string[]
    }
  | { readonly refused: 'bad-request'; readonly errors: readonly FieldError[] }
  | { readonly refused: 'on-sale-fixed'; readonly fields: readonly string[] }

/** What an on-sale becomes by what an organiser wants; decided without I/O. */
export function decideOnSale(
  wanted: OnSaleInput,
  about: {
    readonly eventId: string
    readonly event: QueueEvent
    readonly current: OnSaleSettings | undefined
    readonly now: number
    readonly randomness: OnSaleSettings['randomness']
    readonly isBeaconThere: boolean
    readonly seedCommitment: string
  },
): SetOnSale {
  const { event, current, now } = about
  const onSaleAt = event.onSaleAt ?? undefined
  const bad = (field: string, expected: string) => ({ refused: 'bad-request', errors: [{ field, expected }] }) as const
  if (onSaleAt === undefined) return bad('onSaleAt', 'of the event, which must be set first')
  const settings = settingsOf(wanted, onSaleAt, about)
  const changed = current === undefined ? [...fieldNames] : changedFields(current, settings)
  if (current !== undefined && now >= current.lobbyOpensAt.getTime()) {
    const fields = changed.filter((field) => !ALWAYS_OPEN.has(field))
    return fields.length > 0 ? { refused: 'on-sale-fixed', fields } : { settings, changed }
  }
  if (settings.lobbyOpensAt.getTime() < now + NOTICE_MS)
    return bad('body.lobbyOpensAt', `${NOTICE_MS / SECOND_MS} seconds from now, or later`)
  if (settings.lobbyOpensAt >= settings.lobbyClosesAt)
    return bad('body.lobbyOpensAt', 'before the draw, which begins drawMinutes before the onSaleAt of the event')
  if (settings.placesPerPerson !== null && settings.placesPerPerson > event.allowance)
    return bad('body.placesPerPerson', `${event.allowance} at most, as the event allows`)
  const perPerson = settings.placesPerPerson ?? event.allowance
  if (settings.placesPerNetwork !== null && settings.placesPerNetwork < perPerson)
    return bad('body.placesPerNetwork', `${perPerson} at least, what one person may have; or null`)
  if (settings.randomness === 'drand' && !about.isBeaconThere)
    return bad('body.randomness', 'seed: this installation has no access to the beacon (BEACON_RELAYS)')
  return { settings, changed }
}

function settingsOf(
  wanted: OnSaleInput,
  onSaleAt: Date,
  about: {
    eventId: string
    event: QueueEvent
    current: OnSaleSettings | undefined
    randomness: OnSaleSettings['randomness']
    seedCommitment: string
  },
): OnSaleSettings {
  const randomness = wanted.randomness ?? about.randomness
  return {
    eventId: about.eventId,
    lobbyOpensAt: new Date(wanted.lobbyOpensAt),
    lobbyClosesAt: new Date(onSaleAt.getTime() - (wanted.drawMinutes ?? DRAW_MINUTES) * MINUTE_MS),
    onSaleAt,
    peopleAtOnce: wanted.peopleAtOnce,
    peoplePerMinute: wanted.peoplePerMinute ?? null,
    sessionSeconds: wanted.sessionSeconds ?? SESSION_SECONDS,
    placesPerPerson: wanted.placesPerPerson ?? null,
    placesPerCard: wanted.placesPerCard === undefined ? placesPerCardUnlessSaid(about) : wanted.placesPerCard,
    placesPerNetwork:
      wanted.placesPerNetwork === undefined ? (about.current?.placesPerNetwork ?? null) : wanted.placesPerNetwork,
    proofOfWork: wanted.proofOfWork ?? true,
    randomness,
    seedCommitment: randomness === 'seed' ? about.seedCommitment : null,
  }
}

/** As it was, so that leaving it out changes nothing once people are in the lobby. */
const placesPerCardUnlessSaid = ({ current, event }: { current: OnSaleSettings | undefined; event: QueueEvent }) =>
  current === undefined ? PERSONS_PER_CARD * event.allowance : current.placesPerCard

const fieldNames = [
  'lobbyOpensAt',
  'lobbyClosesAt',
  'onSaleAt',
  'peopleAtOnce',
  'peoplePerMinute',
  'sessionSeconds',
  'placesPerPerson',
  'placesPerCard',
  'placesPerNetwork',
  'proofOfWork',
  'randomness',
] as const satisfies readonly (keyof OnSaleSettings)[]

function changedFields(before: OnSaleSettings, after: OnSaleSettings): string[] {
  return fieldNames.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
}

/** An on-sale as its organiser sees it, with everything that happens in order. */
export function presentOnSale(
  settings: OnSaleSettings,
  event: QueueEvent,
  presales: readonly PresaleHours[],
  now: number,
): OnSale {
  const moments = [
    ...presales.flatMap(({ name, startsAt, endsAt }) => [
      { at: startsAt, what: 'presale-opens' as const, name },
      { at: endsAt, what: 'presale-closes' as const, name },
    ]),
    { at: settings.lobbyOpensAt, what: 'lobby-opens' as const, name: null },
    { at: settings.lobbyClosesAt, what: 'lobby-closes' as const, name: null },
    { at: settings.onSaleAt, what: 'on-sale' as const, name: null },
    { at: event.offSaleAt, what: 'off-sale' as const, name: null },
  ]
  const { seedCommitment: _published, lobbyOpensAt, lobbyClosesAt, onSaleAt, ...rest } = settings
  return {
    eventId: rest.eventId,
    lobbyOpensAt: lobbyOpensAt.toISOString(),
    lobbyClosesAt: lobbyClosesAt.toISOString(),
    onSaleAt: onSaleAt.toISOString(),
    peopleAtOnce: rest.peopleAtOnce,
    peoplePerMinute: rest.peoplePerMinute,
    sessionSeconds: rest.sessionSeconds,
    placesPerPerson: rest.placesPerPerson,
    placesPerCard: rest.placesPerCard,
    placesPerNetwork: rest.placesPerNetwork,
    proofOfWork: rest.proofOfWork,
    randomness: rest.randomness,
    fixed: now >= lobbyOpensAt.getTime() ? fieldNames.filter((field) => !ALWAYS_OPEN.has(field)) : [],
    timeline: moments
      .sort((a, b) => a.at.getTime() - b.at.getTime())
      .map(({ at, what, name }) => ({ at: at.toISOString(), what, name })),
  }
}
