import type { QueueStatus } from '@foyer/contract/queue'
import { placeInQueue, type PlaceInQueue } from '@foyer/contract/queue-place'

/** Why nobody is let in. */
export type PausedBecause = NonNullable<QueueStatus['pausedBecause']>

/** What somebody on the page of a waiting room is shown. */
export type QueueView =
  /** The lobby is not open yet. */
  | { readonly kind: 'before' }
  /** Not in the queue. `late`: the lobby is closed, and whoever enters now follows those who were drawn. */
  | { readonly kind: 'out'; readonly late: boolean }
  | { readonly kind: 'lobby' }
  /** The lobby is closed, and the number not known yet. */
  | { readonly kind: 'drawing' }
  /** Has a number. `begun`: whether people are let in already. */
  | {
      readonly kind: 'waiting'
      readonly number: number
      readonly place: PlaceInQueue
      readonly begun: boolean
      readonly paused: PausedBecause | null
    }
  | { readonly kind: 'turn'; readonly number: number; readonly paused: PausedBecause | null }
  | { readonly kind: 'sold-out' | 'ended' }

/** Decides what is shown, from the document for everybody and one's own place; `undefined`: none. */
export function queueView(status: QueueStatus, place: { readonly number: number | null } | undefined): QueueView {
  const { phase } = status
  if (phase === 'ended') return { kind: 'ended' }
  if (phase === 'sold_out') return { kind: 'sold-out' }
  if (phase === 'before') return { kind: 'before' }
  if (place === undefined) return { kind: 'out', late: phase !== 'lobby' }
  const { number } = place
  if (number === null) return { kind: phase === 'lobby' ? 'lobby' : 'drawing' }
  const here = placeInQueue(status, number)
  const paused = phase === 'paused' ? (status.pausedBecause ?? 'organiser') : null
  if (here.yourTurn) return { kind: 'turn', number, paused }
  return { kind: 'waiting', number, place: here, begun: phase === 'open' || paused !== null, paused }
}

/** A wait in words: a unit, and from how many to how many of it; `to` is null where there is no telling. */
export interface WaitSpan {
  readonly unit: 'minute' | 'hour'
  readonly from: number
  readonly to: number | null
}

const MINUTE_S = 60
const HOUR_MINUTES = 60
/** From here on minutes would feign that they are known. */
const MINUTES_MAX = 100

/**
 * A wait, as coarsely as it is known: whole minutes up to ten, fives up to a hundred, then hours. The lower end is rounded
 * down and the upper one up, so that the words are never closer than the figures. `from` 0: less than a minute.
 */
export function waitSpan({ low, high }: { readonly low: number; readonly high: number | null }): WaitSpan {
  const [from, to] = [low / MINUTE_S, high === null ? null : high / MINUTE_S]
  if ((to ?? from) > MINUTES_MAX)
    return {
      unit: 'hour',
      from: Math.floor(from / HOUR_MINUTES),
      to: to === null ? null : Math.ceil(to / HOUR_MINUTES),
    }
  return { unit: 'minute', from: coarse(from, Math.floor), to: to === null ? null : coarse(to, Math.ceil) }
}

const FINE_MINUTES = 10
const STEP_MINUTES = 5

const coarse = (minutes: number, round: (value: number) => number): number =>
  minutes <= FINE_MINUTES ? round(minutes) : round(minutes / STEP_MINUTES) * STEP_MINUTES

/** Between two things said of the same state. */
const CALM_MS = 60_000

/**
 * Speaks to those who do not see the page: at once when the state changes, and of the same state at most once a minute,
 * however often the figures move.
 */
export class CalmVoice {
  #said: { readonly state: string; readonly text: string; readonly at: number } | undefined

  /** What is to be said at a moment (milliseconds). @returns what stands: the new text, or the one before. */
  say(state: string, text: string, now: number): string {
    const said = this.#said
    if (said !== undefined && said.state === state && (said.text === text || now - said.at < CALM_MS)) return said.text
    this.#said = { state, text, at: now }
    return text
  }
}
