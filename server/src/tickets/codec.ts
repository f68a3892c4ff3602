import { sign, verify, type KeyObject } from 'node:crypto'
import {
  encodeTicketStatement,
  joinTicketCode,
  readTicketCode,
  type TicketStatement,
} from '@foyer/contract/ticket-code'
import type { TicketKey } from './keys.ts'

/**
 * The code of a ticket: what it says, signed. Ed25519 is deterministic (RFC 8032), so the same statement and key give
 * the same code for ever, and no code needs to be stored.
 * @throws Error when the key is not the one that the statement names.
 */
export function signTicket(statement: TicketStatement, key: TicketKey): string {
  if (key.eventId !== statement.eventId || key.number !== statement.keyNumber)
    throw new Error(`key ${key.jwk.kid} does not sign for event ${statement.eventId}, key ${statement.keyNumber}`)
  const bytes = encodeTicketStatement(statement)
  return joinTicketCode(bytes, sign(null, bytes, key.privateKey))
}

/** Finds an event's public key by its number; undefined where there is none. */
export type FindTicketKey = (eventId: string, keyNumber: number) => KeyObject | undefined

/** What a code is checked against. */
export interface TicketExpectation {
  /** The event at this door; any, where it is left out. */
  readonly eventId?: string
  readonly at: Date
}

/** Why a code does not admit. From `wrong-event` on it is genuine, and says where and when it would. */
export type TicketRefusal = 'malformed' | 'unknown-key' | 'bad-signature' | 'wrong-event' | 'not-yet' | 'over'

export type TicketVerdict =
  | { readonly ok: true; readonly statement: TicketStatement }
  | { readonly ok: false; readonly refused: 'malformed' | 'unknown-key' | 'bad-signature' }
  | { readonly ok: false; readonly refused: 'wrong-event' | 'not-yet' | 'over'; readonly statement: TicketStatement }

/**
 * Whether a code is genuine and admits to this event at this time, by public keys alone. It cannot know what happened
 * since the code was made: whether the ticket was revoked or has been used is in the door's own list.
 */
export function verifyTicket(code: string, findKey: FindTicketKey, expected: TicketExpectation): TicketVerdict {
  const read = readTicketCode(code)
  if (read === undefined) return { ok: false, refused: 'malformed' }
  const { statement, signed, signature } = read
  const key = findKey(statement.eventId, statement.keyNumber)
  if (key === undefined) return { ok: false, refused: 'unknown-key' }
  if (!verify(null, signed, key, signature)) return { ok: false, refused: 'bad-signature' }
  if (expected.eventId !== undefined && expected.eventId !== statement.eventId)
    return { ok: false, refused: 'wrong-event', statement }
  if (expected.at < statement.validFrom) return { ok: false, refused: 'not-yet', statement }
  if (expected.at >= statement.validUntil) return { ok: false, refused: 'over', statement }
  return { ok: true, statement }
}
