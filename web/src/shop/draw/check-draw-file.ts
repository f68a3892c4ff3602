import {
  commitmentOf,
  indexInList,
  STEP_OF_FAULT,
  verifyDraw,
  type DrawEntry,
  type DrawFault,
  type DrawFile,
  type DrawStep,
  type VerifyRound,
} from '@foyer/contract/draw'
import type { Randomness } from '@foyer/contract/draw-announcement'
import { hexOf } from '@foyer/contract/hex'
import { SHA256_BYTES } from '@foyer/contract/sha256'

/** What came of drawing again. */
export type DrawReport =
  | {
      readonly valid: true
      readonly eventId: string
      readonly announcement: string
      readonly randomness: Randomness
      readonly entrants: number
      /** Hexadecimal: signature of the beacon's round, or the operator's seed. */
      readonly secret: string
      /** Commitments of those who go first. */
      readonly first: readonly string[]
      /** Of the entry that was asked about: null when it is not in the list; undefined when none was. */
      readonly number: number | null | undefined
    }
  | { readonly valid: false; readonly step: DrawStep; readonly because: DrawFault }

const FIRST_SHOWN = 5

/** Draws again by the text of a draw file, with nothing else, and finds an entry in it. Takes seconds; never throws. */
export function checkDrawFile(
  text: string,
  entry: DrawEntry | undefined,
  verifyRound: VerifyRound,
  onStep: (step: DrawStep, done: number) => void,
): DrawReport {
  onStep('format', 0)
  const file = jsonIn(text)
  const verdict = verifyDraw(file, verifyRound, onStep)
  if (!verdict.valid) return { valid: false, step: STEP_OF_FAULT[verdict.because], because: verdict.because }
  const { announcement, list, order } = verdict
  const commitmentAt = (index: number) => hexOf(list.subarray(index * SHA256_BYTES, (index + 1) * SHA256_BYTES))
  return {
    valid: true,
    eventId: announcement.eventId,
    announcement: announcement.text,
    randomness: announcement.randomness,
    entrants: announcement.entrants,
    secret: (file as DrawFile).secret,
    first: [...order.subarray(0, FIRST_SHOWN)].map(commitmentAt),
    number: entry && numberOf(entry, announcement.eventId, list, order),
  }
}

function numberOf(entry: DrawEntry, eventId: string, list: Uint8Array, order: Uint32Array): number | null {
  const index = entry.eventId === eventId ? indexInList(list, commitmentOf(entry)) : undefined
  return index === undefined ? null : order.indexOf(index) + 1
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: not a draw file, which is what will be said of it.
    return undefined
  }
}

const HEX = /^(?:[0-9a-f]{2})+$/
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const ENTRY_LENGTH_MAX = 100_000

/** The entry in a text that somebody saved or pasted; undefined when it is none. */
export function readEntry(text: string): DrawEntry | undefined {
  const given = text.length > ENTRY_LENGTH_MAX ? undefined : jsonIn(text)
  if (typeof given !== 'object' || given === null) return undefined
  const { eventId, entryId, salt, nonce } = given as Partial<Record<keyof DrawEntry, unknown>>
  const isEntry =
    typeof eventId === 'string' &&
    UUID.test(eventId) &&
    typeof entryId === 'string' &&
    UUID.test(entryId) &&
    typeof salt === 'string' &&
    HEX.test(salt) &&
    typeof nonce === 'string' &&
    HEX.test(nonce)
  return isEntry ? { eventId, entryId, salt, nonce } : undefined
}
