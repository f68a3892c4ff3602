import { Refused } from '@foyer/contract/client'
import type { Hold } from '@foyer/contract/inventory'
import type { Api } from '../../api/api.ts'
import { REFUSALS, type HoldAnswer, type HoldWish } from '../../seat-map/hold-wish.ts'
import { newId } from './new-id.ts'

/** What came of a wish: a hold, an answer in the words of the map, or that whoever asks has to sign in first. */
export type Holding = { readonly hold: Hold } | { readonly signIn: true } | HoldAnswer

/**
 * Asks the box office of an event to hold places. A wish has a key until there is an answer to it: asked again after
 * nobody answered, it is the same wish and gets the same hold.
 */
export function holder(
  api: Api,
  eventId: string,
  isSignedIn: () => Promise<boolean>,
): (wish: HoldWish) => Promise<Holding> {
  let open: { readonly wish: string; readonly key: string } | undefined
  return async (wish) => {
    const text = JSON.stringify(wish)
    if (open?.wish !== text) open = { wish: text, key: newId() }
    try {
      if (!(await isSignedIn())) return { signIn: true }
      const body = 'places' in wish ? { places: [...wish.places] } : wish
      const hold = await api.call('POST', '/v1/events/:eventId/holds', { params: { eventId }, body, key: open.key })
      open = undefined
      return { hold }
    } catch (error) {
      if (!(error instanceof Refused)) return { answer: 'unreachable' }
      const { status } = error.problem
      if (status < 500 && status !== 429) open = undefined
      return answerTo(error)
    }
  }
}

function answerTo({ problem }: Refused): Holding {
  const { code, status } = problem
  if (status === 401) return { signIn: true }
  if (code === 'places-taken') return { answer: 'places-taken', places: numbers(Reflect.get(problem, 'places')) }
  if (code === 'limit-reached')
    return { answer: 'limit-reached', remaining: Number(Reflect.get(problem, 'remaining') ?? 0) }
  if (isRefusal(code)) return { answer: code }
  return { answer: 'busy' }
}

const isRefusal = (code: string): code is Exclude<keyof typeof REFUSALS, 'limit-reached'> =>
  code !== 'limit-reached' && Object.hasOwn(REFUSALS, code)

const numbers = (value: unknown): number[] =>
  Array.isArray(value) ? value.filter((one): one is number => typeof one === 'number') : []
