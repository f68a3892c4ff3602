import { createPublicKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { TicketStatement } from '@foyer/contract/ticket-code'
import { readTicketKeySet, type TicketKeySet } from '@foyer/contract/ticket-keys'
import { readBody } from '../platform/http/read-body.ts'
import { verifyTicket, type FindTicketKey, type TicketRefusal } from './codec.ts'
import { ticketKeyId } from './keys.ts'
import { placeInWords } from './wording.ts'

const KEYS_BYTES_MAX = 1024 * 1024
const FETCH_TIMEOUT_MS = 10_000

export interface VerifyTicketArguments {
  /** As scanned or typed: spaces and small letters do not matter. */
  readonly code: string
  /** A JWK set: an http(s) address, the JSON itself, or the name of a file. */
  readonly keys: string
  /** Refuses tickets of any other event. */
  readonly event?: string
  readonly at: Date
}

/**
 * `foyer verify ticket`: whether a code is genuine and admits at a moment, by an event's public keys alone, with no
 * database and, from a file, no network. Says so line by line through `print`.
 * @returns the exit status: 0 when it admits, 1 when not. @throws Error when there are no keys to check with.
 */
export async function verifyTicketCommand(
  wanted: VerifyTicketArguments,
  print: (line: string) => void,
): Promise<0 | 1> {
  const findKey = findKeyIn(readTicketKeySet(await readKeys(wanted.keys)))
  const verdict = verifyTicket(wanted.code.replaceAll(/\s/g, '').toUpperCase(), findKey, {
    at: wanted.at,
    ...(wanted.event === undefined ? {} : { eventId: wanted.event.toLowerCase() }),
  })
  print(verdict.ok ? 'Genuine, and admits.' : `Refused: ${REFUSALS[verdict.refused]}`)
  if ('statement' in verdict) for (const line of describe(verdict.statement)) print(line)
  if (verdict.ok) print('Whether it was revoked or used already only the list of the door can tell.')
  return verdict.ok ? 0 : 1
}

const REFUSALS: Readonly<Record<TicketRefusal, string>> = {
  malformed: 'this is no ticket code, or part of it is missing.',
  'unknown-key': 'none of the keys given is of its event. Is it for another event?',
  'bad-signature': 'it was not signed by the key of its event. It is a forgery, or was misread.',
  'wrong-event': 'it is genuine, but for another event.',
  'not-yet': 'it is genuine, but does not admit yet.',
  over: 'it is genuine, but its event is over.',
}

function describe(statement: TicketStatement): string[] {
  return [
    ['Event', statement.eventId],
    ['Ticket', statement.ticketId],
    ['Place', `${placeInWords(statement.address)} (no. ${statement.placeNo})`],
    ['Admits', `${statement.validFrom.toISOString()} to ${statement.validUntil.toISOString()}`],
    ['Holder', `hint ${statement.holderHint}`],
    ['Key', String(statement.keyNumber)],
  ].map(([name = '', value]) => `  ${name.padEnd(7)} ${value}`)
}

async function readKeys(source: string): Promise<string> {
  if (source.trimStart().startsWith('{')) return source
  if (!/^https?:\/\//.test(source)) return readFile(source, 'utf8')
  const answer = await fetch(source, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) })
  return (await readBody(answer, KEYS_BYTES_MAX)).toString()
}

function findKeyIn({ keys }: TicketKeySet): FindTicketKey {
  const byId = new Map(
    keys.map(({ kid, kty, crv, x }) => [kid, createPublicKey({ key: { kty, crv, x }, format: 'jwk' })]),
  )
  return (eventId, keyNumber) => byId.get(ticketKeyId(eventId, keyNumber))
}
