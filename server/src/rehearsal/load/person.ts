import type { Chance } from './chance.ts'
import type { Character } from './personas.ts'
import type { Ending } from './plan.ts'
import type { Sleeper } from './wheel.ts'

/** What somebody does when they wake. */
export type Next =
  'arrive' | 'enter' | 'wait' | 'reload' | 'learn number' | 'go in' | 'choose' | 'order' | 'pay' | 'look' | 'leave'

/** Somebody: a small record that sleeps on the wheel, instead of a hundred thousand promises and sockets. */
export interface Person extends Sleeper {
  readonly number: number
  readonly character: Character
  readonly chance: Chance
  next: Next
  /** Of the step in hand, again and again until it is answered. */
  tries: number
  /** Places asked for and not had. */
  refusals: number
  quantity: number
  reloads: number
  /** When they reload, or lose patience, next; Infinity: never. */
  reloadAt: number
  leaveAt: number
  /** Whether they hold a pass: of those who are inside. */
  inside: boolean
  accessToken: string | undefined
  accessUntil: number
  queueToken: string | undefined
  place: number | null
  pass: string | undefined
  holdId: string | undefined
  places: readonly number[]
  orderId: string | undefined
  payAt: string | undefined
  ending: Ending | undefined
}

export function personOf(number: number, character: Character, chance: Chance, due: number): Person {
  return {
    number,
    character,
    chance,
    due,
    next: 'arrive',
    tries: 0,
    refusals: 0,
    quantity: character.quantity,
    reloads: 0,
    reloadAt: Infinity,
    leaveAt: Infinity,
    inside: false,
    accessToken: undefined,
    accessUntil: 0,
    queueToken: undefined,
    place: null,
    pass: undefined,
    holdId: undefined,
    places: [],
    orderId: undefined,
    payAt: undefined,
    ending: undefined,
  }
}
