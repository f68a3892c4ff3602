import { randomInt } from 'node:crypto'
import { PRESALES_PER_EVENT_MAX, type PresaleInput } from '@foyer/contract/catalog.presales'
import type { Database, Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { macBy } from '../platform/mac.ts'
import type { DeriveKey } from '../platform/secrets.ts'
import type { SharedBuckets } from '../platform/shared-buckets.ts'
import { CodeTries, type Trier } from './code-tries.ts'
import type { Written } from './feed.ts'
import { lockEvent } from './queries/events.ts'
import {
  countUse,
  deletePresale,
  findOpenPresale,
  findPresales,
  insertCodes,
  insertPresale,
} from './queries/presales.ts'

/** A code as it is kept: nobody can tell it from the database alone, and it opens one event only. */
export type PresaleDigest = (eventId: string, code: string) => Buffer

const DIGEST_KEY_BYTES = 32

/** Case and dashes do not matter, so that a code read over the telephone works. */
export function presaleDigest(deriveKey: DeriveKey): PresaleDigest {
  const mac = macBy(deriveKey('presale-codes:1', DIGEST_KEY_BYTES))
  return (eventId, code) => mac(`${eventId}:${code.replaceAll('-', '').toLowerCase()}`)
}

/** Adds a presale to an event of this organiser. Undefined: not there, or not theirs. */
export async function addPresale(
  tx: Tx,
  organiserId: string,
  eventId: string,
  { name, startsAt, endsAt, allowance }: PresaleInput,
): Promise<Written | undefined> {
  const found = await lockEvent(tx, organiserId, eventId)
  if (found === undefined) return undefined
  const [starts, ends] = [new Date(startsAt), new Date(endsAt)]
  const { onSaleAt } = found.event
  if (ends <= starts) return { faults: [{ field: 'endsAt', expected: 'after startsAt' }] }
  if (!onSaleAt || starts >= onSaleAt)
    return { faults: [{ field: 'startsAt', expected: 'before the onSaleAt of the event' }] }
  if ((await findPresales(tx, eventId)).length >= PRESALES_PER_EVENT_MAX)
    return { faults: [{ field: 'name', expected: `${PRESALES_PER_EVENT_MAX} presales at most` }] }
  const presaleId = newId()
  await insertPresale(tx, { presaleId, eventId, name, startsAt: starts, endsAt: ends, allowance: allowance ?? null })
  return { id: presaleId }
}

/** Removes a presale with its codes. Undefined: not there, or not theirs. */
export async function removePresale(
  tx: Tx,
  organiserId: string,
  eventId: string,
  presaleId: string,
): Promise<Written | undefined> {
  if ((await lockEvent(tx, organiserId, eventId)) === undefined) return undefined
  return (await deletePresale(tx, eventId, presaleId)) ? { id: presaleId } : undefined
}

/** Adds codes to a presale. @returns how many the event did not have; undefined: no such presale, or not theirs. */
export async function addPresaleCodes(
  tx: Tx,
  organiserId: string,
  presale: { readonly eventId: string; readonly presaleId: string },
  codes: { readonly hashes: readonly Buffer[]; readonly peoplePerCode: number },
): Promise<number | undefined> {
  if ((await lockEvent(tx, organiserId, presale.eventId)) === undefined) return undefined
  if (!(await findPresales(tx, presale.eventId)).some(({ id }) => id === presale.presaleId)) return undefined
  return insertCodes(tx, presale, codes.hashes, codes.peoplePerCode)
}

/** Without such as look alike on paper. Ten of them are fifty bits: nobody guesses one. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 10

/** A code that nobody can guess, in two groups. */
export function madeUpCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return `${letters.slice(0, CODE_LENGTH / 2)}-${letters.slice(CODE_LENGTH / 2)}`
}

/** Lets holders of a code in before the sale opens. */
export type AdmitEarly = (
  request: Trier & { readonly code: string },
) => Promise<
  | { readonly allowance: number | null }
  | { readonly refused: 'presale-code-refused' }
  | { readonly refused: 'too-many-requests'; readonly retryAfterMs: number }
>

/**
 * Checks presale codes. A use belongs to a person for good, so asking again is free, however much is being guessed. Whoever
 * sends wrong codes waits, as `CodeTries` says; so does a code that as many have used as may.
 */
export function earlyAdmission({
  db,
  deriveKey,
  shared,
}: {
  readonly db: Database
  readonly deriveKey: DeriveKey
  /** What other nodes have counted, while that can be asked. */
  readonly shared?: Pick<SharedBuckets, 'adjust'> | undefined
}): AdmitEarly {
  const digest = presaleDigest(deriveKey)
  const tries = new CodeTries(shared)
  return async ({ code, ...trier }) => {
    const { eventId, accountId } = trier
    const hash = digest(eventId, code)
    const begun = tries.begin(trier)
    const presale = await findOpenPresale(db.sql, eventId, accountId, hash)
    if ('waitMs' in begun)
      return presale?.used === true
        ? { allowance: presale.allowance }
        : { refused: 'too-many-requests', retryAfterMs: begun.waitMs }
    if (presale?.used || (presale && (await db.transaction((tx) => countUse(tx, eventId, accountId, hash))))) {
      begun.wasRight()
      return { allowance: presale.allowance }
    }
    void begun.wasWrong()
    return { refused: 'presale-code-refused' }
  }
}
