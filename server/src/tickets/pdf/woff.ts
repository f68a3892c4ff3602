import { inflateSync } from 'node:zlib'

const WOFF_SIGNATURE = 0x774f4646
const WOFF_HEADER_BYTES = 44
const WOFF_ENTRY_BYTES = 20
const SFNT_HEADER_BYTES = 12
const SFNT_ENTRY_BYTES = 16
/** Far above any table of the fonts used; a damaged file cannot ask for more. */
const TABLE_BYTES_MAX = 32 * 1024 * 1024

/**
 * The plain font (sfnt) inside a WOFF 1.0 file. Fonts are published compressed for the web; whoever sets type from
 * them needs them plain, for the reader in use would inflate a whole table again for every single glyph.
 * @throws Error when the bytes are not a WOFF file.
 */
export function plainFontOf(woff: Buffer): Buffer {
  if (woff.readUInt32BE(0) !== WOFF_SIGNATURE) throw new Error('not a WOFF 1.0 file')
  const flavor = woff.readUInt32BE(4)
  const count = woff.readUInt16BE(12)
  const directory = Buffer.alloc(SFNT_HEADER_BYTES + count * SFNT_ENTRY_BYTES)
  const power = Math.floor(Math.log2(count))
  directory.writeUInt32BE(flavor, 0)
  directory.writeUInt16BE(count, 4)
  directory.writeUInt16BE(2 ** power * 16, 6)
  directory.writeUInt16BE(power, 8)
  directory.writeUInt16BE(count * 16 - 2 ** power * 16, 10)
  const tables: Buffer[] = []
  let offset = directory.length
  for (let index = 0; index < count; index++) {
    const entry = woff.subarray(WOFF_HEADER_BYTES + index * WOFF_ENTRY_BYTES)
    const [tag, from, packed, length, checksum] = [0, 4, 8, 12, 16].map((at) => entry.readUInt32BE(at))
    const table = unpack(woff.subarray(from, (from ?? 0) + (packed ?? 0)), length ?? 0)
    ;[tag, checksum, offset, length].forEach((value, field) =>
      directory.writeUInt32BE(value ?? 0, SFNT_HEADER_BYTES + index * SFNT_ENTRY_BYTES + field * 4),
    )
    const padded = Buffer.alloc(Math.ceil(table.length / 4) * 4)
    table.copy(padded)
    tables.push(padded)
    offset += padded.length
  }
  return Buffer.concat([directory, ...tables])
}

/** A table that would not get smaller stands there as it is. */
function unpack(packed: Buffer, length: number): Buffer {
  return packed.length === length ? packed : inflateSync(packed, { maxOutputLength: TABLE_BYTES_MAX })
}
