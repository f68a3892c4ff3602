import { timingSafeEqual } from 'node:crypto'
import { canonicalJson } from '@foyer/contract'
import type { DateWord } from '@foyer/contract/catalog.search'
import { macBy } from '../../platform/mac.ts'

/** Where a page ended: the sort keys of its last row, as the database writes them. */
export type PageKey = readonly string[]

/** What a cursor keeps: where its page ended, and what was searched for in place of words that find nothing. */
export interface Place {
  readonly key: PageKey
  readonly searchedFor?: string
  readonly when?: DateWord
}

/** 64 bits are plenty: all that a forged cursor could gain is an error of the database. */
const SEAL_BYTES = 8

/**
 * Cursors are opaque to clients. Each is sealed together with the search it belongs to, so that one that was made up,
 * cut, or taken to another search or sort is told from a good one before the database sees it.
 */
export function cursorsSealedBy(secret: Buffer) {
  const mac = macBy(secret)
  const sealOf = (search: object, place: string): Buffer =>
    mac(`${canonicalJson(JSON.parse(JSON.stringify(search)))}\n${place}`).subarray(0, SEAL_BYTES)
  return {
    encode(search: object, place: Place): string {
      const text = JSON.stringify(place)
      return Buffer.concat([sealOf(search, text), Buffer.from(text)]).toString('base64url')
    },
    /** The place in this search that a cursor names; undefined where it is none of its cursors. */
    decode(search: object, cursor: string): Place | undefined {
      const bytes = Buffer.from(cursor, 'base64url')
      if (bytes.length <= SEAL_BYTES) return undefined
      const text = bytes.subarray(SEAL_BYTES).toString()
      if (!timingSafeEqual(bytes.subarray(0, SEAL_BYTES), sealOf(search, text))) return undefined
      // Sealed by ourselves, so it is what `encode` wrote.
      return JSON.parse(text) as Place
    },
  }
}
export type Cursors = ReturnType<typeof cursorsSealedBy>
