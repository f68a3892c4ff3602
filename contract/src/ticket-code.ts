import { decodeBase32, encodeBase32 } from './base32.ts'
import type { PlaceAddress, PlaceNo } from './compiled-manifest.ts'

/**
 * What a ticket code says, and how it is laid out: the format that the server writes and every scanner reads, with
 * neither network nor database. Signing and verifying are the reader's own business; this knows bytes alone.
 *
 * A code is the base32 (RFC 4648, capitals, no padding) of a statement followed by its Ed25519 signature. All numbers
 * are unsigned and big-endian.
 *
 * | offset | bytes | what                                                                   |
 * | ------ | ----- | ---------------------------------------------------------------------- |
 * | 0      | 1     | version of this layout: 1                                              |
 * | 1      | 1     | number of the event's key that signed, from 1                          |
 * | 2      | 16    | event id                                                               |
 * | 18     | 16    | ticket id                                                              |
 * | 34     | 3     | place number                                                           |
 * | 37     | 4     | admits from, in minutes since 1970-01-01T00:00Z                        |
 * | 41     | 3     | admits for so many minutes                                             |
 * | 44     | 8     | holder hint                                                            |
 * | 52     | 1     | length n of the address in bytes, up to 58                             |
 * | 53     | n     | section, row and seat in UTF-8 with U+001F between; row and seat empty in an area |
 * | 53 + n | 64    | Ed25519 signature over everything before it                            |
 */
export interface TicketStatement {
  readonly keyNumber: number
  readonly eventId: string
  readonly ticketId: string
  readonly placeNo: PlaceNo
  /** Long labels are shortened with an ellipsis; the place number is exact. */
  readonly address: PlaceAddress
  /** In whole minutes. */
  readonly validFrom: Date
  /** In whole minutes; the ticket admits before this moment, not at it. */
  readonly validUntil: Date
  /** 16 hexadecimal digits that let a door check a name which it is told; see `holderHint` in the server. */
  readonly holderHint: string
}

const LAYOUT_VERSION = 1
const HEAD_BYTES = 53
const SIGNATURE_BYTES = 64
const SECTION_BYTES_MAX = 32
const ROW_OR_SEAT_BYTES_MAX = 12
const ADDRESS_BYTES_MAX = SECTION_BYTES_MAX + 2 * ROW_OR_SEAT_BYTES_MAX + 2
const CODE_BYTES_MAX = HEAD_BYTES + ADDRESS_BYTES_MAX + SIGNATURE_BYTES
/** No code is longer; a reader need not look at anything that is. */
export const TICKET_CODE_LENGTH_MAX = Math.ceil((CODE_BYTES_MAX * 8) / 5)
const MINUTE_MS = 60_000
const UNIT_SEPARATOR = '\u001F'

/**
 * The bytes that are signed. Validity is widened to whole minutes.
 * @throws RangeError when a number does not fit its field, or an id is no UUID.
 */
export function encodeTicketStatement(statement: TicketStatement): Uint8Array {
  const address = encodeAddress(statement.address)
  const bytes = new Uint8Array(HEAD_BYTES + address.length)
  const from = Math.floor(statement.validFrom.getTime() / MINUTE_MS)
  const minutes = Math.ceil(statement.validUntil.getTime() / MINUTE_MS) - from
  writeNumber(bytes, 0, 1, LAYOUT_VERSION)
  writeNumber(bytes, 1, 1, statement.keyNumber)
  writeHex(bytes, 2, 16, statement.eventId.replaceAll('-', ''))
  writeHex(bytes, 18, 16, statement.ticketId.replaceAll('-', ''))
  writeNumber(bytes, 34, 3, statement.placeNo)
  writeNumber(bytes, 37, 4, from)
  writeNumber(bytes, 41, 3, minutes)
  writeHex(bytes, 44, 8, statement.holderHint)
  writeNumber(bytes, 52, 1, address.length)
  bytes.set(address, HEAD_BYTES)
  return bytes
}

/** The code of a statement that was encoded and signed. */
export function joinTicketCode(signed: Uint8Array, signature: Uint8Array): string {
  const bytes = new Uint8Array(signed.length + signature.length)
  bytes.set(signed)
  bytes.set(signature, signed.length)
  return encodeBase32(bytes)
}

export interface ReadTicketCode {
  /** What the code claims: nothing of it is true before the signature is verified over `signed`. */
  readonly statement: TicketStatement
  readonly signed: Uint8Array
  readonly signature: Uint8Array
}

/** Takes a code apart; undefined where it is not of this layout. It verifies nothing. */
export function readTicketCode(code: string): ReadTicketCode | undefined {
  if (code.length > TICKET_CODE_LENGTH_MAX) return undefined
  const bytes = decodeBase32(code)
  if (bytes === undefined || bytes.length < HEAD_BYTES + SIGNATURE_BYTES) return undefined
  if (bytes[0] !== LAYOUT_VERSION) return undefined
  const addressEnd = HEAD_BYTES + readNumber(bytes, 52, 1)
  if (bytes.length !== addressEnd + SIGNATURE_BYTES) return undefined
  const address = decodeAddress(bytes.subarray(HEAD_BYTES, addressEnd))
  if (address === undefined) return undefined
  const from = readNumber(bytes, 37, 4)
  return {
    statement: {
      keyNumber: readNumber(bytes, 1, 1),
      eventId: readUuid(bytes, 2),
      ticketId: readUuid(bytes, 18),
      placeNo: readNumber(bytes, 34, 3),
      address,
      validFrom: new Date(from * MINUTE_MS),
      validUntil: new Date((from + readNumber(bytes, 41, 3)) * MINUTE_MS),
      holderHint: readHex(bytes, 44, 8),
    },
    signed: bytes.subarray(0, addressEnd),
    signature: bytes.subarray(addressEnd),
  }
}

function encodeAddress(address: PlaceAddress): Uint8Array {
  const labels = [
    shorten(address.section, SECTION_BYTES_MAX),
    shorten(address.row ?? '', ROW_OR_SEAT_BYTES_MAX),
    shorten(address.seat ?? '', ROW_OR_SEAT_BYTES_MAX),
  ]
  return new TextEncoder().encode(labels.join(UNIT_SEPARATOR))
}

function decodeAddress(bytes: Uint8Array): PlaceAddress | undefined {
  const [section, row, seat, ...more] = new TextDecoder().decode(bytes).split(UNIT_SEPARATOR)
  if (section === undefined || row === undefined || seat === undefined || more.length > 0) return undefined
  return { section, row: row === '' ? null : row, seat: seat === '' ? null : seat }
}

/** The label without control characters, cut between characters so that it takes at most `max` bytes. */
function shorten(label: string, max: number): string {
  const bytesOf = (text: string) => new TextEncoder().encode(text).length
  const printable = label.replaceAll(/\p{Cc}/gu, ' ')
  if (bytesOf(printable) <= max) return printable
  const characters = Array.from(printable)
  while (bytesOf(`${characters.join('')}…`) > max) characters.pop()
  return `${characters.join('')}…`
}

function writeNumber(bytes: Uint8Array, offset: number, length: number, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value >= 256 ** length)
    throw new RangeError(`${value} does not fit ${length} bytes of a ticket code`)
  for (let i = 0; i < length; i++) bytes[offset + i] = Math.floor(value / 256 ** (length - 1 - i))
}

function readNumber(bytes: Uint8Array, offset: number, length: number): number {
  return bytes.subarray(offset, offset + length).reduce((value, byte) => value * 256 + byte, 0)
}

function writeHex(bytes: Uint8Array, offset: number, length: number, hex: string): void {
  if (hex.length !== length * 2 || !/^[0-9a-f]*$/.test(hex))
    throw new RangeError(`expected ${length} bytes in small hexadecimal digits, got ${hex}`)
  for (let i = 0; i < length; i++) bytes[offset + i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16)
}

function readHex(bytes: Uint8Array, offset: number, length: number): string {
  return Array.from(bytes.subarray(offset, offset + length), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function readUuid(bytes: Uint8Array, offset: number): string {
  const hex = readHex(bytes, offset, 16)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
