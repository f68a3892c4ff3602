import { createHash } from 'node:crypto'
import type { OutgoingHttpHeaders } from 'node:http'
import { HeldBriefly } from '../platform/held-briefly.ts'

/** An answer held ready: its bytes, and all of its head that does not change from one request to the next. */
export interface ReadyAnswer {
  readonly body: Buffer
  readonly etag: string
  /** Of the answer without a body, to whoever holds it already. */
  readonly head: OutgoingHttpHeaders
  /** The same, with what tells of the body. */
  readonly fullHead: OutgoingHttpHeaders
}

const READY_BYTES_MAX = 64 * 1024 * 1024
const ANSWER_BYTES_MAX = 1024 * 1024
/**
 * Nobody sees what is older than a second. Pages are made of these answers and held for 350 ms of their own; the rest is
 * for making both.
 */
const READY_MS = 500
const ENTRY_BYTES = 2_000

/** Answers to public reads, held ready as bytes under their address for half a second, or until the catalogue changes. */
export type ReadyReads = HeldBriefly<ReadyAnswer>

export const readyReads = (): ReadyReads =>
  new HeldBriefly<ReadyAnswer>({
    bytesMax: READY_BYTES_MAX,
    valueBytesMax: ANSWER_BYTES_MAX,
    sizeOf: (answer, address) => answer.body.length + address.length + ENTRY_BYTES,
    ttlMs: READY_MS,
  })

const ETAG_LENGTH = 22

/** Whoever stands between may keep an answer for a second; it is as old as that here at most. */
const CACHE_CONTROL = 'public, max-age=1'
export const JSON_TYPE = 'application/json; charset=utf-8'

/** The bytes of an answer, named by their digest. `common` are the headers that every answer of the server carries. */
export function readyAnswer(body: object, common: OutgoingHttpHeaders): ReadyAnswer {
  const bytes = Buffer.from(JSON.stringify(body))
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, ETAG_LENGTH)
  const head = { ...common, 'cache-control': CACHE_CONTROL, etag: `"${digest}"` }
  return {
    body: bytes,
    etag: head.etag,
    head,
    fullHead: { ...head, 'content-type': JSON_TYPE, 'content-length': bytes.length },
  }
}
