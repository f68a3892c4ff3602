import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import {
  encodeTicketStatement,
  joinTicketCode,
  readTicketCode,
  TICKET_CODE_LENGTH_MAX,
  type TicketStatement,
} from './ticket-code.ts'

const PLAIN = { noNullPrototype: true } as const
const SIGNATURE = new Uint8Array(64).fill(7)
const STATEMENT: TicketStatement = {
  keyNumber: 1,
  eventId: '01900000-0000-7000-8000-00000000000a',
  ticketId: '01900000-0000-7000-8000-00000000000b',
  placeNo: 70_123,
  address: { section: 'Block 112', row: '14', seat: '23' },
  validFrom: new Date('2027-03-01T14:30:00Z'),
  validUntil: new Date('2027-03-02T05:30:00Z'),
  holderHint: '0123456789abcdef',
}

const codeOf = (statement: TicketStatement) => joinTicketCode(encodeTicketStatement(statement), SIGNATURE)
const readBack = (statement: TicketStatement) => readTicketCode(codeOf(statement))?.statement

describe('the layout of a ticket code', () => {
  test('is the documented one, byte by byte', () => {
    const hex = Buffer.from(encodeTicketStatement(STATEMENT)).toString('hex')
    assert.equal(
      hex,
      '01' +
        '01' +
        '0190000000007000800000000000000a' +
        '0190000000007000800000000000000b' +
        '0111eb' +
        (30_065_190).toString(16).padStart(8, '0') +
        '000384' +
        '0123456789abcdef' +
        '0f' +
        Buffer.from('Block 112\u001F14\u001F23').toString('hex'),
    )
  })

  const label = fc.stringMatching(/^[A-Za-z0-9 ÄöΩ席]{1,4}$/)
  const minute = fc.integer({ min: 0, max: 50_000_000 })
  const statements = fc.record(
    {
      keyNumber: fc.integer({ min: 1, max: 255 }),
      eventId: fc.uuid(),
      ticketId: fc.uuid(),
      placeNo: fc.integer({ min: 0, max: 2 ** 24 - 1 }),
      address: fc.oneof(
        fc.record({ section: label, row: label, seat: label }, PLAIN),
        fc.record({ section: label, row: fc.constant(null), seat: fc.constant(null) }, PLAIN),
      ),
      validFrom: minute.map((minutes) => new Date(minutes * 60_000)),
      holderHint: fc.stringMatching(/^[0-9a-f]{16}$/),
    },
    PLAIN,
  )

  test('what is encoded is read back', () => {
    fc.assert(
      fc.property(statements, fc.integer({ min: 1, max: 10_000 }), (some, minutes) => {
        const statement = { ...some, validUntil: new Date(some.validFrom.getTime() + minutes * 60_000) }
        assert.deepEqual(readBack(statement), statement)
      }),
    )
  })

  test('widens the time it admits in to whole minutes', () => {
    const odd = {
      ...STATEMENT,
      validFrom: new Date('2027-03-01T14:30:59Z'),
      validUntil: new Date('2027-03-02T05:29:01Z'),
    }
    assert.deepEqual(readBack(odd), STATEMENT)
  })

  test('shortens long labels between characters and never exceeds its greatest length', () => {
    const long = { section: '東側スタンド上段ブロック百十二番の二', row: 'R'.repeat(40), seat: 'S'.repeat(40) }
    const statement = { ...STATEMENT, address: long }
    assert.deepEqual(readBack(statement)?.address, {
      section: '東側スタンド上段ブ…',
      row: 'RRRRRRRRR…',
      seat: 'SSSSSSSSS…',
    })
    assert.ok(codeOf(statement).length <= TICKET_CODE_LENGTH_MAX)
  })

  test('a label cannot forge the separator between labels', () => {
    const address = { section: 'A\u001FB', row: '1', seat: '2' }
    assert.deepEqual(readBack({ ...STATEMENT, address })?.address, { section: 'A B', row: '1', seat: '2' })
  })

  for (const [what, change] of [
    ['a key number beyond 255', { keyNumber: 256 }],
    ['a place number beyond three bytes', { placeNo: 2 ** 24 }],
    ['an end before the beginning', { validUntil: new Date('2027-02-01T00:00:00Z') }],
    ['an id that is no UUID', { eventId: 'my-event' }],
    ['a holder hint of another length', { holderHint: '00' }],
  ] as const)
    test(`refuses to write ${what}`, () => {
      assert.throws(() => encodeTicketStatement({ ...STATEMENT, ...change }), RangeError)
    })
})

describe('reading what is no ticket code', () => {
  const whole = codeOf(STATEMENT)
  for (const [what, text] of [
    ['nothing', ''],
    ['a web address', 'https://example.org/tickets/1'],
    ['a code that was cut short', whole.slice(0, -8)],
    ['a code with more after it', `${whole}AAAAAAAA`],
    ['another version of the layout', `C${whole.slice(1)}`],
    ['a text beyond all bounds', 'A'.repeat(1_000_000)],
  ] as const)
    test(`finds none in ${what}`, () => assert.equal(readTicketCode(text), undefined))

  test('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => void readTicketCode(text)))
    fc.assert(fc.property(fc.stringMatching(/^[A-Z2-7]{150,280}$/), (text) => void readTicketCode(text)))
  })
})
