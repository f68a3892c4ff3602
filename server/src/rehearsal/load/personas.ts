import { Chance } from './chance.ts'

export const personaNames = [
  'patient',
  'impatient',
  'stormer',
  'lobby-leaver',
  'seat-leaver',
  'payment-leaver',
  'bot',
] as const
export type PersonaName = (typeof personaNames)[number]

/** What a kind of people does. */
export interface Persona {
  readonly says: string
  /** Of all people; together 1. */
  readonly share: number
  /** How often they load the page again and enter again while they wait. */
  readonly reloads: number
  /** Whether they try again at once, and do not wait as long as they were told. */
  readonly storms: boolean
  readonly leavesAt: 'lobby' | 'seats' | 'payment' | null
  /** Whether they think, and wait between two looks, as people do. */
  readonly hasThoughts: boolean
  /** Whether they try what is not theirs: forged tokens, no pass, the pass of another hold. */
  readonly cheats: boolean
}

const person = { reloads: 0, storms: false, leavesAt: null, hasThoughts: true, cheats: false } as const

/**
 * Shares are ours, but for three things: of those who do not wait quietly, each reloads three times (the surge profile
 * that load tests of shops use); about one visitor in seven leaves before paying, fewer than in shops without a queue,
 * since whoever has waited means it; and a good part of a rush is no people at all.
 */
export const personas: Readonly<Record<PersonaName, Persona>> = {
  patient: { ...person, share: 0.42, says: 'wait, are let in, choose, pay' },
  impatient: { ...person, share: 0.28, reloads: 3, says: 'load the page and enter again, three times' },
  stormer: { ...person, share: 0.1, storms: true, reloads: 1, says: 'try again at once whatever they are told' },
  'lobby-leaver': { ...person, share: 0.06, leavesAt: 'lobby', says: 'leave while they wait' },
  'seat-leaver': { ...person, share: 0.04, leavesAt: 'seats', says: 'hold places and go; half of them give them back' },
  'payment-leaver': { ...person, share: 0.04, leavesAt: 'payment', says: 'order and never pay' },
  bot: {
    ...person,
    share: 0.06,
    storms: true,
    hasThoughts: false,
    cheats: true,
    says: 'many accounts of one network: no thinking, forged tokens, holds without a pass',
  },
}

/** Somebody: drawn from the seed by their number, whatever others do. */
export interface Character {
  readonly persona: PersonaName
  /** Places that they want. */
  readonly quantity: number
  /** Whether they choose seats on the map, instead of the best ones. */
  readonly chooses: boolean
}

/** Places that people want: two mostly. */
const QUANTITIES = [1, 2, 2, 2, 2, 2, 3, 4, 4, 4]
const CHOOSERS = 0.25

export function characterOf(seed: number, number: number): Character {
  const chance = new Chance(seed, number)
  let left = chance.next()
  const persona = personaNames.find((name) => (left -= personas[name].share) < 0) ?? 'patient'
  return {
    persona,
    quantity: QUANTITIES[chance.below(QUANTITIES.length)] ?? 2,
    chooses: chance.next() < CHOOSERS,
  }
}
