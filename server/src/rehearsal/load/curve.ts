import { Chance } from './chance.ts'

export const curveNames = ['worldcup98', 'step', 'ramp'] as const
export type CurveName = (typeof curveNames)[number]

/** How many come when: weights of equal parts of the time, and at which part of it the sale begins. */
export interface Curve {
  readonly says: string
  readonly weights: readonly number[]
  readonly saleAt: number
}

const PARTS = 48

/**
 * Requests a minute to the site of the football World Cup of 1998 on its busiest evening, 7 July (Brazil against the
 * Netherlands), 18:30 to 22:30 in the log's time, in means of five minutes, the highest being 100. Its peak, 21:40, is
 * taken for the beginning of the sale. Source: the "WorldCup98" trace of the Internet Traffic Archive (M. Arlitt and
 * T. Jin, "1998 World Cup Web Site Access Logs", 1998), counted by the minute.
 */
const WORLD_CUP_98 = [
  11, 11, 12, 12, 13, 17, 23, 29, 34, 38, 41, 44, 46, 48, 51, 54, 54, 52, 55, 57, 58, 58, 59, 61, 62, 64, 68, 75, 78,
  74, 71, 72, 75, 75, 78, 80, 85, 93, 100, 70, 52, 44, 38, 34, 28, 25, 24, 22,
]

export const curves: Readonly<Record<CurveName, Curve>> = {
  worldcup98: {
    says: 'as people came to the site of the football World Cup on the evening of 7 July 1998',
    weights: WORLD_CUP_98,
    saleAt: 38 / PARTS,
  },
  step: {
    says: 'few before the sale, and from its first second on ten times as many',
    weights: Array.from({ length: PARTS }, (_, part) => (part < PARTS / 2 ? 1 : 10)),
    saleAt: 0.5,
  },
  ramp: {
    says: 'steadily more',
    weights: Array.from({ length: PARTS }, (_, part) => part + 1),
    saleAt: 0.5,
  },
}

/**
 * When each of so many people comes, ascending, in milliseconds from the beginning: the n-th n-th part of the people, at a
 * moment of its own within it, so that the same seed gives the same crowd.
 */
export function arrivals({ weights }: Curve, people: number, durationMs: number, seed: number): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const chance = new Chance(seed, -1)
  const times = new Float64Array(people)
  let part = 0
  let before = 0
  for (let person = 0; person < people; person++) {
    const share = ((person + chance.next()) / people) * total
    while (part < weights.length - 1 && before + (weights[part] ?? 0) <= share) before += weights[part++] ?? 0
    const within = (share - before) / (weights[part] ?? 1)
    times[person] = ((part + Math.min(1, within)) / weights.length) * durationMs
  }
  return times
}
