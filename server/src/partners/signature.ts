import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { MINUTE_MS } from '../platform/clock.ts'
import type { DeriveKey } from '../platform/secrets.ts'

const SECRET_BYTES = 32
const TOLERANCE_MS = 5 * MINUTE_MS
const ID_MAX = 200
const SIGNATURES_MAX = 5

/** The secret of a feed; derived, so that no copy of the database holds it. */
export const feedSecret = (deriveKey: DeriveKey, feedId: string, keyNumber: number): Buffer =>
  deriveKey(`partner-feed:${feedId}:${keyNumber}`, SECRET_BYTES)

/** A secret as people copy it (Standard Webhooks). */
export const secretAsText = (secret: Buffer): string => `whsec_${secret.toString('base64')}`

/** Headers that sign a content at a moment, as Standard Webhooks says. */
export function signatureHeaders(
  secret: Buffer,
  id: string,
  at: Date,
  content: string | Buffer,
): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1_000))
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${signed(secret, id, seconds, content)}`,
  }
}

/** Whether the headers sign this content with this secret, at most five minutes from now. */
export function isSigned(secret: Buffer, headers: IncomingHttpHeaders, content: string | Buffer, now: Date): boolean {
  const [id, seconds, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
    (name) => headers[name],
  )
  if (typeof id !== 'string' || typeof seconds !== 'string' || typeof signatures !== 'string') return false
  if (id.length > ID_MAX || !/^\d{1,12}$/.test(seconds)) return false
  if (Math.abs(Number(seconds) * 1_000 - now.getTime()) > TOLERANCE_MS) return false
  const expected = Buffer.from(`v1,${signed(secret, id, seconds, content)}`)
  return signatures
    .split(' ')
    .slice(0, SIGNATURES_MAX)
    .some(
      (one) =>
        one.length === expected.length &&
        timingSafeEqual(Buffer.from(one.padEnd(expected.length).slice(0, expected.length), 'latin1'), expected),
    )
}

const signed = (secret: Buffer, id: string, seconds: string, content: string | Buffer): string =>
  createHmac('sha256', secret).update(`${id}.${seconds}.`).update(content).digest('base64')
