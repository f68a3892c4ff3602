import { createHash } from 'node:crypto'
import type { OutgoingHttpHeaders } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { HeldBriefly } from '../platform/held-briefly.ts'

/** A page held ready: its bytes in one encoding, and its head. */
export interface ReadyPage {
  readonly body: Buffer
  readonly etag: string
  /** Of the answer without a body, to whoever holds the page already. */
  readonly head: OutgoingHttpHeaders
  readonly fullHead: OutgoingHttpHeaders
}

export type Encoding = 'br' | 'gzip' | 'identity'

const READY_BYTES_MAX = 96 * 1024 * 1024
const PAGE_BYTES_MAX = 2 * 1024 * 1024
/** What a page is made of may have been held for half a second already: together less than the second that is promised. */
const READY_MS = 350
const ENTRY_BYTES = 2_000
const ETAG_LENGTH = 22
const BROTLI_QUALITY = 4
const GZIP_LEVEL = 6

/** Pages held ready by encoding and address, for a moment, or until the catalogue changes. */
export type ReadyPages = HeldBriefly<ReadyPage>

export const readyPages = (): ReadyPages =>
  new HeldBriefly<ReadyPage>({
    bytesMax: READY_BYTES_MAX,
    valueBytesMax: PAGE_BYTES_MAX,
    sizeOf: (page, key) => page.body.length + key.length + ENTRY_BYTES,
    ttlMs: READY_MS,
  })

export const keyOf = (encoding: Encoding, url: string): string => `${encoding} ${url}`

/** The encoding that a client takes and that is smallest. */
export function encodingFor(acceptEncoding: string | string[] | undefined): Encoding {
  const accepted = String(acceptEncoding ?? '')
  if (/\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?:\s*,|$))/.test(accepted)) return 'br'
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:\s*,|$))/.test(accepted) ? 'gzip' : 'identity'
}

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

/** A page in an encoding, named by its digest. `common` are the headers that every page carries. */
export async function readyPage(html: string, encoding: Encoding, common: OutgoingHttpHeaders): Promise<ReadyPage> {
  const bytes = Buffer.from(html)
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, ETAG_LENGTH)
  const body = await encoded(bytes, encoding)
  const etag = `"${digest}-${encoding}"`
  // Whoever stands between may keep a page for a second; it is as old as that here at most.
  const head = { ...common, 'cache-control': 'public, max-age=1', vary: 'accept-encoding', etag }
  return {
    body,
    etag,
    head,
    fullHead: {
      ...head,
      'content-type': 'text/html; charset=utf-8',
      'content-length': body.length,
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    },
  }
}

function encoded(bytes: Buffer, encoding: Encoding): Promise<Buffer> | Buffer {
  if (encoding === 'br')
    return toBrotli(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    })
  return encoding === 'gzip' ? toGzip(bytes, { level: GZIP_LEVEL }) : bytes
}
