import { Refused } from '@foyer/contract/client'
import type { Hold } from '@foyer/contract/inventory'
import type { Api } from '../../api/api.ts'
import { REFUSALS, type HoldAnswer, type HoldWish, type PlainRefusal } from '../../seat-map/hold-wish.ts'
import type { NoPass, PassAnswer } from '../queue/pass-desk.ts'
import { newId } from './new-id.ts'

/** What came of a wish: a hold, an answer in the words of the map, or what has to be done first: sign in, wait. */
export type Holding = { readonly hold: Hold } | { readonly signIn: true } | { readonly noPass: NoPass } | HoldAnswer

/** Where passes come from, for a sale with a waiting room. */
export interface PassSource {
  /** Whether the event says that holding takes a pass; the box office may know better. */
  readonly needed: boolean
  readonly ask: () => Promise<PassAnswer>
  /** The pass in hand was used, or does not fit. */
  readonly drop: () => void
}

interface HolderParts {
  readonly api: Api
  readonly eventId: string
  readonly isSignedIn: () => Promise<boolean>
  readonly passes: PassSource
}

/**
 * Asks the box office of an event to hold places. A wish has a key until there is an answer to it: asked again after
 * nobody answered, it is the same wish and gets the same hold. Where there is a waiting room the key is the pass's own, so
 * a refused wish uses up nothing; a pass that is over is exchanged for another, once.
 */
export function holder({ api, eventId, isSignedIn, passes }: HolderParts): (wish: HoldWish) => Promise<Holding> {
  let open: { readonly wish: string; readonly key: string } | undefined
  let { needed } = passes

  async function ask(wish: HoldWish, isSecondTry: boolean): Promise<Holding> {
    const admitted = needed ? await passes.ask() : undefined
    if (admitted !== undefined && 'refused' in admitted && admitted.refused !== 'no-queue') return { noPass: admitted }
    needed &&= admitted !== undefined && 'pass' in admitted
    const pass = admitted !== undefined && 'pass' in admitted ? admitted.pass : undefined
    const text = JSON.stringify(wish)
    if (open?.wish !== text) open = { wish: text, key: newId() }
    const body = 'places' in wish ? { places: [...wish.places] } : wish
    try {
      const hold = await api.call('POST', '/v1/events/:eventId/holds', {
        params: { eventId },
        body: pass === undefined ? body : { ...body, pass: pass.pass },
        key: pass?.holdId ?? open.key,
      })
      open = undefined
      passes.drop()
      return { hold }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const { code } = error.problem
      if (!WITHOUT_PASS.has(code) && !(code === 'idempotency-key-reused' && pass !== undefined)) throw error
      needed = true
      passes.drop()
      // What was in hand did not fit: there may be another; or it was used, which asking tells.
      return isSecondTry ? { answer: 'no-pass' } : ask(wish, true)
    }
  }

  return async (wish) => {
    try {
      return (await isSignedIn()) ? await ask(wish, false) : { signIn: true }
    } catch (error) {
      if (!(error instanceof Refused)) return { answer: 'unreachable' }
      const { status } = error.problem
      if (status < 500 && status !== 429) open = undefined
      return answerTo(error)
    }
  }
}

const WITHOUT_PASS: ReadonlySet<string> = new Set(['pass-needed', 'pass-refused', 'pass-over'])

/** A pause that does not say how long it is. */
const PAUSE_SECONDS = 60

function answerTo({ problem, retryAfter }: Refused): Holding {
  const { code, status } = problem
  if (status === 401) return { signIn: true }
  if (code === 'places-taken') return { answer: 'places-taken', places: numbers(Reflect.get(problem, 'places')) }
  if (code === 'limit-reached' || code === 'network-limit-reached')
    return { answer: code, remaining: Number(Reflect.get(problem, 'remaining') ?? 0) }
  if (code === 'hold-pause') return { answer: 'hold-pause', seconds: retryAfter ?? PAUSE_SECONDS }
  if (isRefusal(code)) return { answer: code }
  return { answer: 'busy' }
}

const WITH_A_FIGURE: ReadonlySet<string> = new Set(['limit-reached', 'network-limit-reached', 'hold-pause'])

const isRefusal = (code: string): code is PlainRefusal => !WITH_A_FIGURE.has(code) && Object.hasOwn(REFUSALS, code)

const numbers = (value: unknown): number[] =>
  Array.isArray(value) ? value.filter((one): one is number => typeof one === 'number') : []
