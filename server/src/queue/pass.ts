import { createHmac, timingSafeEqual } from 'node:crypto'
import type { DeriveKey } from '../platform/secrets.ts'

/** What a pass lets one account do: make one hold, of that id, before that moment. */
export interface PassFacts {
  readonly eventId: string
  readonly accountId: string
  /** The hold that can be made with it. A hold is made once, so the pass is used once, on however many nodes. */
  readonly holdId: string
  /** Epoch milliseconds. */
  readonly endsAt: number
  readonly placesAtMost: number
}

export interface Passes {
  issue(pass: PassFacts): string
  /** Undefined for whatever was not signed here. No question to the database: this is on the way of every hold. */
  read(pass: string): PassFacts | undefined
}

const KEY_BYTES = 32
const MAC_BYTES = 32

/** Signs passes by a key that all nodes derive alike. */
export function passes(deriveKey: DeriveKey): Passes {
  const key = deriveKey('queue-passes:1', KEY_BYTES)
  const macOf = (body: string) => createHmac('sha256', key).update(body).digest()
  return {
    issue({ eventId, accountId, holdId, endsAt, placesAtMost }) {
      const body = [eventId, accountId, holdId, endsAt, placesAtMost].join('.')
      return `${body}.${macOf(body).toString('base64url')}`
    },
    read(pass) {
      const end = pass.lastIndexOf('.')
      const body = pass.slice(0, end)
      const text = pass.slice(end + 1)
      const mac = Buffer.from(text, 'base64url')
      if (mac.length !== MAC_BYTES || mac.toString('base64url') !== text) return undefined
      if (!timingSafeEqual(mac, macOf(body))) return undefined
      const [eventId = '', accountId = '', holdId = '', endsAt, placesAtMost] = body.split('.')
      return { eventId, accountId, holdId, endsAt: Number(endsAt), placesAtMost: Number(placesAtMost) }
    },
  }
}
