import type { OnSale, OnSaleInput } from '@foyer/contract/queue'
import { fromLocal, toLocal } from './local-time.ts'
import { Mistyped } from './faults.ts'

/** The settings of a waiting room as they stand in its form. */
export interface RoomDraft {
  readonly lobbyOpensAt: string
  readonly drawMinutes: string
  readonly peopleAtOnce: string
  readonly peoplePerMinute: string
  readonly sessionMinutes: string
  readonly placesPerPerson: string
  readonly placesPerCard: string
  readonly placesPerNetwork: string
  readonly proofOfWork: boolean
  readonly randomness: '' | 'drand' | 'seed'
}

const MINUTE_MS = 60_000
const LOBBY_BEFORE_MS = 30 * MINUTE_MS
/** For filling in the form. */
const SOON_MS = 2 * MINUTE_MS
const DRAW_MINUTES = 2
const SESSION_MINUTES = 10
const AT_ONCE = 500

/** What is set, as the form shows it. */
export const draftOf = (onSale: OnSale, timeZone: string): RoomDraft => ({
  lobbyOpensAt: toLocal(new Date(onSale.lobbyOpensAt), timeZone),
  drawMinutes: String((Date.parse(onSale.onSaleAt) - Date.parse(onSale.lobbyClosesAt)) / MINUTE_MS),
  peopleAtOnce: String(onSale.peopleAtOnce),
  peoplePerMinute: textOf(onSale.peoplePerMinute),
  sessionMinutes: String(onSale.sessionSeconds / 60),
  placesPerPerson: textOf(onSale.placesPerPerson),
  placesPerCard: textOf(onSale.placesPerCard),
  placesPerNetwork: textOf(onSale.placesPerNetwork),
  proofOfWork: onSale.proofOfWork,
  randomness: onSale.randomness,
})

/** What is usual, where nothing is set: for a sale that begins sooner than a lobby is long, one that opens soon. */
export const usualDraft = (
  onSaleAt: number | null,
  timeZone: string,
  atOnce: number | undefined,
  now = Date.now(),
): RoomDraft => ({
  lobbyOpensAt: onSaleAt === null ? '' : toLocal(new Date(usualLobby(onSaleAt, now)), timeZone),
  drawMinutes: String(DRAW_MINUTES),
  peopleAtOnce: String(atOnce ?? AT_ONCE),
  peoplePerMinute: '',
  sessionMinutes: String(SESSION_MINUTES),
  placesPerPerson: '',
  placesPerCard: '',
  placesPerNetwork: '',
  proofOfWork: true,
  randomness: '',
})

/** Places for one card, as the API has them unless said: two people may share it. @param allowance of one person */
export const usualPerCard = (allowance: number): string => String(2 * allowance)

/** Half an hour before the sale; on a whole minute, as the form has it, that is not over when the form was filled in. */
const usualLobby = (onSaleAt: number, now: number): number =>
  Math.max(onSaleAt - LOBBY_BEFORE_MS, Math.ceil((now + SOON_MS) / MINUTE_MS) * MINUTE_MS)

/** What the form says, for the API. @throws Mistyped where it cannot be read. */
export function inputOf(draft: RoomDraft, timeZone: string, words: { number: string; time: string }): OnSaleInput {
  const mistyped: Record<string, string> = {}
  const whole = (field: keyof RoomDraft, text: string): number => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isInteger(value)) mistyped[field] = words.number
    return value
  }
  const wholeOrNone = (field: keyof RoomDraft, text: string) => (text.trim() === '' ? null : whole(field, text))
  const opens = fromLocal(draft.lobbyOpensAt, timeZone)
  if (opens === undefined) mistyped['lobbyOpensAt'] = words.time
  const seconds = Math.round(Number(draft.sessionMinutes) * 60)
  if (!Number.isFinite(seconds) || draft.sessionMinutes.trim() === '') mistyped['sessionSeconds'] = words.number
  const input: OnSaleInput = {
    lobbyOpensAt: (opens ?? new Date(0)).toISOString(),
    drawMinutes: whole('drawMinutes', draft.drawMinutes),
    peopleAtOnce: whole('peopleAtOnce', draft.peopleAtOnce),
    peoplePerMinute: wholeOrNone('peoplePerMinute', draft.peoplePerMinute),
    sessionSeconds: seconds,
    placesPerPerson: wholeOrNone('placesPerPerson', draft.placesPerPerson),
    placesPerCard: wholeOrNone('placesPerCard', draft.placesPerCard),
    placesPerNetwork: wholeOrNone('placesPerNetwork', draft.placesPerNetwork),
    proofOfWork: draft.proofOfWork,
    ...(draft.randomness === '' ? {} : { randomness: draft.randomness }),
  }
  if (Object.keys(mistyped).length > 0) throw new Mistyped(mistyped)
  return input
}

/** A number in the form; undefined where there is none that could be meant. */
export function numberIn(text: string): number | undefined {
  const value = Number(text)
  return text.trim() === '' || !Number.isFinite(value) || value <= 0 ? undefined : value
}

const textOf = (value: number | null): string => (value === null ? '' : String(value))
