import { randomInt } from 'node:crypto'
import { chance, type Chance } from '@foyer/server/inventory/testing/random'

const ROUNDS = 20
const SEED_MAX = 2 ** 31

/** One run of a fault test: what was left to chance, so that it can be left to the same chance again. */
export interface Run {
  readonly seed: number
  /** How often to kill. */
  readonly rounds: number
  /** Independent streams of chance of this run, one for each that draws from it. */
  chance(stream: number): Chance
}

/** Begins a run and says its seed. FAULTS_SEED repeats the choices of an earlier run, FAULTS_ROUNDS makes it longer. */
export function beginRun(name: string, rounds: number = ROUNDS): Run {
  const seed = setting('FAULTS_SEED', randomInt(SEED_MAX))
  console.log(`${name}: FAULTS_SEED=${seed}`)
  return {
    seed,
    rounds: setting('FAULTS_ROUNDS', rounds),
    chance: (stream) => chance((seed + Math.imul(stream, 0x9e37_79b1)) >>> 0),
  }
}

/** A whole number of the environment. @throws Error when it is none. */
export function setting(name: string, otherwise: number): number {
  const text = process.env[name]
  if (text === undefined || text === '') return otherwise
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0) throw new Error(`${name} must be a whole number, not ${text}`)
  return value
}
