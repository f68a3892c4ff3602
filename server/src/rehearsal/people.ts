import { newId } from '../platform/ids.ts'
import type { AccountRange } from '../platform/forget-rehearsal.ts'

/** Digits of a UUID that all ids of one rehearsal begin with; the last eight are left for counting. */
const SHARED = 28
const COUNTED = 8
const ORGANISER = 'ffffffff'

/** People at most: what is counted fits the digits many times over, and the rest of a machine would not bear more. */
export const PEOPLE_MAX = 1_000_000

/**
 * Ids of accounts follow from the rehearsal's own, so nothing need be kept to find them again: they lie side by side in
 * the key of the accounts, between `first` and `last`, and nobody else's id has the 96 bits that they begin with.
 */
export const newRehearsalId = newId

/** The account of the person with a number, from 0. */
export const personId = (rehearsalId: string, number: number): string =>
  rehearsalId.slice(0, SHARED) + number.toString(16).padStart(COUNTED, '0')

export const organiserIdOf = (rehearsalId: string): string => rehearsalId.slice(0, SHARED) + ORGANISER

/** All accounts of a rehearsal. */
export const accountsOf = (rehearsalId: string): AccountRange => ({
  first: personId(rehearsalId, 0),
  last: organiserIdOf(rehearsalId),
})
