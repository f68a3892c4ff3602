import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { keysFrom } from '../platform/secrets.ts'
import { signTicket } from './codec.ts'
import { ticketKeys } from './keys.ts'
import { qrPath, qrPng, qrSvg } from './qr.ts'
import { readPath, readPng, readQr } from './testing/read-qr.ts'

const EVENT = '01900000-0000-7000-8000-00000000000a'
const keys = ticketKeys(keysFrom(Buffer.alloc(32, 1)))

const codeFor = (section: string, row: string, seat: string) =>
  signTicket(
    {
      keyNumber: 1,
      eventId: EVENT,
      ticketId: '01900000-0000-7000-8000-00000000000b',
      placeNo: 70_123,
      address: { section, row, seat },
      validFrom: new Date('2027-03-01T14:30:00Z'),
      validUntil: new Date('2027-03-02T05:30:00Z'),
      holderHint: '0123456789abcdef',
    },
    keys.forEvent(EVENT, 1),
  )
const code = codeFor('Block 112', '14', '23')
/** Side of a QR code of a version, in modules (ISO/IEC 18004). */
const sideOfVersion = (version: number) => 17 + 4 * version

describe('the QR code of a ticket', () => {
  test('as PNG says the code, read by another library', () => {
    assert.equal(readQr(readPng(qrPng(code))), code)
  })

  test('as outline says the code', () => {
    const { path, modules } = qrPath(code)
    assert.equal(readQr(readPath(path, modules, 4, 4)), code)
  })

  test('as SVG is black on white with a quiet zone of four modules', () => {
    const svg = qrSvg(code)
    const { path, modules } = qrPath(code)
    assert.match(svg, new RegExp(`viewBox="-4 -4 ${modules + 8} ${modules + 8}"`))
    assert.match(svg, /<rect [^>]*fill="white"/)
    assert.ok(svg.includes(`d="${path}"`))
  })

  test('is of version 8 for a numbered seat, and of version 10 at most', () => {
    assert.equal(qrPath(code).modules, sideOfVersion(8))
    assert.equal(qrPath(codeFor('x'.repeat(40), 'y'.repeat(40), 'z'.repeat(40))).modules, sideOfVersion(10))
  })

  test('bears a thumb: with a tenth of its modules covered it still reads', () => {
    const picture = readPng(qrPng(code))
    const side = Math.floor(picture.width * 0.28)
    const start = Math.floor(picture.width * 0.4)
    for (let y = start; y < start + side; y++)
      picture.grey.fill(255, y * picture.width + start, y * picture.width + start + side)
    assert.equal(readQr(picture), code)
  })
})
