import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decodeBase32, encodeBase32 } from '@foyer/contract/base32'
import type { TicketStatement } from '@foyer/contract/ticket-code'
import * as fc from 'fast-check'
import { keysFrom } from '../platform/secrets.ts'
import { signTicket, verifyTicket, type FindTicketKey } from './codec.ts'
import { holderHint } from './holder-hint.ts'
import { ticketKeys } from './keys.ts'

const EVENT = '01900000-0000-7000-8000-00000000000a'
const OTHER_EVENT = '01900000-0000-7000-8000-00000000000c'
const TICKET = '01900000-0000-7000-8000-00000000000b'
const DURING = new Date('2027-03-01T19:30:00Z')
const STATEMENT: TicketStatement = {
  keyNumber: 1,
  eventId: EVENT,
  ticketId: TICKET,
  placeNo: 70_123,
  address: { section: 'Block 112', row: '14', seat: '23' },
  validFrom: new Date('2027-03-01T14:30:00Z'),
  validUntil: new Date('2027-03-02T05:30:00Z'),
  holderHint: holderHint(TICKET, 'Zoë Ängström'),
}
const RANDOM_DAMAGES = 2_000

const keys = ticketKeys(keysFrom(Buffer.alloc(32, 1)))
const strangersKeys = ticketKeys(keysFrom(Buffer.alloc(32, 2)))
const findKey: FindTicketKey = (eventId, number) =>
  number >= 1 && number <= 2 ? keys.forEvent(eventId, number).publicKey : undefined
const code = signTicket(STATEMENT, keys.forEvent(EVENT, 1))
const at = (time: string) => new Date(`2027-${time}Z`)
const check = (text: string, expected: { eventId?: string; at: Date } = { at: DURING }) =>
  verifyTicket(text, findKey, expected)

describe('a ticket code', () => {
  test('is verified with the public key alone, and says what was signed', () => {
    assert.deepEqual(check(code), { ok: true, statement: STATEMENT })
    assert.deepEqual(check(code, { eventId: EVENT, at: DURING }), { ok: true, statement: STATEMENT })
  })

  test('is the same each time the same ticket is signed', () => {
    const again = signTicket({ ...STATEMENT }, ticketKeys(keysFrom(Buffer.alloc(32, 1))).forEvent(EVENT, 1))
    assert.equal(again, code)
  })

  test('is made of characters that survive a QR code, a shell, a URL and being typed', () => {
    assert.match(code, /^[A-Z2-7]+$/)
  })

  test('is not signed with the key of another event or number', () => {
    assert.throws(() => signTicket(STATEMENT, keys.forEvent(OTHER_EVENT, 1)))
    assert.throws(() => signTicket(STATEMENT, keys.forEvent(EVENT, 2)))
  })
})

describe('a code is refused', () => {
  test('as malformed when it is none', () => {
    for (const text of ['', 'hello', code.toLowerCase(), ` ${code}`, code.slice(1)])
      assert.deepEqual(check(text), { ok: false, refused: 'malformed' })
  })

  test('as of an unknown key when the event has no such key', () => {
    const signed = signTicket({ ...STATEMENT, keyNumber: 3 }, keys.forEvent(EVENT, 3))
    assert.deepEqual(check(signed), { ok: false, refused: 'unknown-key' })
  })

  test('as badly signed when another installation signed it', () => {
    const forged = signTicket(STATEMENT, strangersKeys.forEvent(EVENT, 1))
    assert.deepEqual(check(forged), { ok: false, refused: 'bad-signature' })
  })

  test('at the door of another event, and says which it is for', () => {
    const verdict = check(code, { eventId: OTHER_EVENT, at: DURING })
    assert.deepEqual(verdict, { ok: false, refused: 'wrong-event', statement: STATEMENT })
  })

  test('before its first minute and from its last moment on', () => {
    assert.equal(check(code, { at: at('03-01T14:30:00') }).ok, true)
    assert.equal(check(code, { at: at('03-02T05:29:59.999') }).ok, true)
    assert.deepEqual(check(code, { at: at('03-01T14:29:59.999') }), {
      ok: false,
      refused: 'not-yet',
      statement: STATEMENT,
    })
    assert.deepEqual(check(code, { at: at('03-02T05:30:00') }), { ok: false, refused: 'over', statement: STATEMENT })
  })
})

describe('no damaged code is accepted', () => {
  const bytes = decodeBase32(code) ?? assert.fail('the code is base32')

  test('each single bit of its bytes, turned', () => {
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const damaged = Uint8Array.from(bytes)
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      assert.equal(check(encodeBase32(damaged)).ok, false, `bit ${bit}`)
    }
  })

  test('each single bit of its text, turned', () => {
    const text = Buffer.from(code, 'latin1')
    for (let bit = 0; bit < text.length * 8; bit++) {
      const damaged = Buffer.from(text)
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      assert.equal(check(damaged.toString('latin1')).ok, false, `bit ${bit}`)
    }
  })

  test('several bytes at random places, overwritten', () => {
    const damage = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }))
    fc.assert(
      fc.property(fc.uniqueArray(damage, { minLength: 1, maxLength: 8, selector: ([place]) => place }), (damages) => {
        const damaged = Uint8Array.from(bytes)
        for (const [place, change] of damages) damaged[place] = (damaged[place] ?? 0) ^ change
        assert.equal(check(encodeBase32(damaged)).ok, false)
      }),
      { numRuns: RANDOM_DAMAGES },
    )
  })

  test('the statement of one ticket under the signature of another', () => {
    const other = signTicket({ ...STATEMENT, placeNo: 1 }, keys.forEvent(EVENT, 1))
    const swapped = Uint8Array.from(decodeBase32(other) ?? [])
    swapped.set(bytes.subarray(-64), swapped.length - 64)
    assert.deepEqual(check(encodeBase32(swapped)), { ok: false, refused: 'bad-signature' })
  })
})

describe('the holder hint', () => {
  test('is the same for a name however it is written', () => {
    assert.equal(holderHint(TICKET, '  ZOË  ängström '), STATEMENT.holderHint)
    assert.equal(holderHint(TICKET, 'Zoe\u0308 A\u0308ngstro\u0308m'), STATEMENT.holderHint)
  })

  test('differs by name and by ticket', () => {
    assert.notEqual(holderHint(TICKET, 'Zoe Angstrom'), STATEMENT.holderHint)
    assert.notEqual(holderHint(OTHER_EVENT, 'Zoë Ängström'), STATEMENT.holderHint)
  })
})
