import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAccessTokens } from '@foyer/server/accounts/access-token'
import type { Chance } from '@foyer/server/inventory/testing/random'
import { ed25519KeyPair, signText } from '@foyer/server/platform/ed25519'
import { keysFrom } from '@foyer/server/platform/secrets'
import { entryTokens } from '@foyer/server/queue/entry-token'
import { passes } from '@foyer/server/queue/pass'
import { signTicket, verifyTicket, type FindTicketKey } from '@foyer/server/tickets/codec'
import { ticketKeys } from '@foyer/server/tickets/keys'
import { beginRun, setting } from './lib/run.ts'

/** A million in each run. FORGERIES=1000000 for a million of each kind, which takes some minutes. */
const TRIED = { passes: 320_000, 'access tokens': 320_000, places: 320_000, 'signed places': 20_000, tickets: 20_000 }
/** A ticket, and a place as it was signed before, takes as long as forty passes. */
const TIMEOUT_MS = 3_600_000

const id = (last: string) => `01930000-0000-7000-8000-0000000000${last}`
const DURING = new Date('2027-03-01T19:30:00Z')
const deriveKey = keysFrom(Buffer.alloc(32, 1))
const issuer = passes(deriveKey)
const places = entryTokens(deriveKey)
const access = createAccessTokens(deriveKey, { now: () => DURING })
const tickets = ticketKeys(deriveKey)

const passOf = (account: string) =>
  issuer.issue({
    eventId: id('0a'),
    accountId: id(account),
    holdId: id('0c'),
    endsAt: 1_900_000_000_000,
    placesAtMost: 4,
  })
const tokenOf = (account: string) =>
  places.issue({
    eventId: id('0a'),
    entryId: id('0d'),
    accountId: id(account),
    salt: 'ab'.repeat(32),
    nonce: 'cd'.repeat(16),
    number: 7,
  })
/** A place as it was before: with a signature in place of a keyed digest. */
const signedTokenOf = (account: string) => {
  const body = tokenOf(account).split('.', 1)[0] ?? ''
  const { privateKey } = ed25519KeyPair(deriveKey('queue-entries:1', 32))
  return `${body}.${signText(`foyer-queue-place-1\n${body}`, privateKey)}`
}
const ticketOf = (place: number) =>
  signTicket(
    {
      keyNumber: 1,
      eventId: id('0a'),
      ticketId: id('0e'),
      placeNo: place,
      address: { section: 'Block 112', row: '14', seat: '23' },
      validFrom: new Date('2027-03-01T14:30:00Z'),
      validUntil: new Date('2027-03-02T05:30:00Z'),
      holderHint: '00'.repeat(8),
    },
    tickets.forEvent(id('0a'), 1),
  )
const accessOf = (account: string) => access.issue({ accountId: id(account), kind: 'individual', sessionId: id('0f') })

const takesPass = (text: string) => issuer.read(text) !== undefined
const takesToken = (text: string) => places.read(text) !== undefined
const findTicketKey: FindTicketKey = (eventId, number) =>
  number === 1 ? tickets.forEvent(eventId, number).publicKey : undefined
const takesTicket = (text: string) => verifyTicket(text, findTicketKey, { at: DURING }).ok
const takesAccess = async (text: string) => (await access.verify(text)) !== undefined

const kinds: readonly [keyof typeof TRIED, readonly string[], (text: string) => boolean | Promise<boolean>][] = [
  ['passes', [passOf('0b'), passOf('1b')], takesPass],
  ['access tokens', [await accessOf('0b'), await accessOf('1b')], takesAccess],
  ['places', [tokenOf('0b'), tokenOf('1b')], takesToken],
  ['signed places', [signedTokenOf('0b'), signedTokenOf('1b')], takesToken],
  ['tickets', [ticketOf(1), ticketOf(2)], takesTicket],
]
for (const [stream, [kind, good, takes]] of kinds.entries())
  test(`${kind} damaged in every way: none is taken`, { timeout: TIMEOUT_MS }, async () => {
    const chance = beginRun(`forgery of ${kind}`).chance(stream + 1)
    const count = setting('FORGERIES', TRIED[kind])
    for (const text of good) assert.ok(await takes(text), 'what is good is taken')
    for (let tried = 0; tried < count;) {
      const forged = damage(good, chance)
      // What came out unchanged is no forgery.
      if (good.includes(forged)) continue
      tried++
      if (await takes(forged)) assert.fail(`taken was ${JSON.stringify(forged)}`)
    }
    console.log(`none taken of ${count} ${kind}`)
  })

test('what was signed for one thing is good for no other, though all keys come from one secret', async () => {
  const all = { pass: passOf('0b'), place: tokenOf('0b'), ticket: ticketOf(1), access: await accessOf('0b') }
  const takers = { pass: takesPass, place: takesToken, ticket: takesTicket, access: takesAccess }
  for (const [what, text] of Object.entries(all))
    for (const [where, takes] of Object.entries(takers))
      assert.equal(await takes(text), what === where, `a ${what} where a ${where} is wanted`)
})

test('every other spelling of the same bytes is another text, and is not taken', async () => {
  const spellings = (text: string) => [
    `${text}=`,
    `${text}==`,
    `${text}\n`,
    ` ${text}`,
    `${text} `,
    `${text}\0`,
    `${text}.`,
    `\ufeff${text}`,
    `${text}%3D`,
    text.toUpperCase(),
    text.toLowerCase(),
    text.replaceAll('-', '+'),
    text.replaceAll('_', '/'),
    text.replace(/^(.{8})/, '$1 '),
    text.replace(/(.{8})$/, '\n$1'),
    encodeURIComponent(`${text} `),
    // Bits at the end that stand for nothing.
    ...LETTERS.split('').map((last) => text.slice(0, -1) + last),
  ]
  const takers: [string, (text: string) => boolean | Promise<boolean>][] = [
    [passOf('0b'), takesPass],
    [tokenOf('0b'), takesToken],
    [signedTokenOf('0b'), takesToken],
    [ticketOf(1), takesTicket],
    [await accessOf('0b'), takesAccess],
  ]
  for (const [text, takes] of takers) {
    assert.ok(await takes(text))
    for (const spelt of new Set(spellings(text))) if (spelt !== text) assert.equal(await takes(spelt), false, spelt)
  }
})

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n'

/** One of them with something done to it: bits turned, letters changed, cut, lengthened, parts put together. */
function damage(good: readonly string[], chance: Chance): string {
  const text = chance.pick(good)
  const at = chance.int(text.length)
  switch (chance.int(6)) {
    case 0: {
      const bytes = Buffer.from(text, 'latin1')
      for (let flips = 1 + chance.int(4); flips > 0; flips--) {
        const where = chance.int(bytes.length)
        bytes[where] = (bytes[where] ?? 0) ^ (1 << chance.int(8))
      }
      return bytes.toString('latin1')
    }
    case 1:
      return text.slice(0, at)
    case 2:
      return text.slice(0, at) + LETTERS.charAt(chance.int(LETTERS.length)) + text.slice(at)
    case 3:
      return text.slice(0, at) + LETTERS.charAt(chance.int(LETTERS.length)) + text.slice(at + 1)
    case 4:
      // The body of one with the end of another.
      return text.slice(0, at) + (good.find((other) => other !== text) ?? '').slice(at)
    default:
      return text.slice(0, at) + text.slice(at + 1 + chance.int(3))
  }
}
