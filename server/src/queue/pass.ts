import { timingSafeEqual } from 'node:crypto'
import { macBy } from '../platform/mac.ts'
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

/** Signs passes by a key that all nodes derive alike. */
export function passes(deriveKey: DeriveKey): Passes {
  const macOf = macBy(deriveKey('queue-passes:1', KEY_BYTES))
  return {
    issue({ eventId, accountId, holdId, endsAt, placesAtMost }) {
      const body = [eventId, accountId, holdId, endsAt, placesAtMost].join('.')
      return `${body}.${textOf(macOf(body))}`
    },
    read(pass) {
      const end = pass.lastIndexOf('.')
      const body = pass.slice(0, end)
      // Compared as texts: a pass has one spelling.
      const mac = Buffer.from(pass.slice(end + 1))
      const expected = Buffer.from(textOf(macOf(body)))
      if (mac.length !== expected.length || !timingSafeEqual(mac, expected)) return undefined
      const [eventId = '', accountId = '', holdId = '', endsAt, placesAtMost] = body.split('.')
      return { eventId, accountId, holdId, endsAt: Number(endsAt), placesAtMost: Number(placesAtMost) }
    },
  }
}

const textOf = (mac: Buffer): string => mac.toString('base64url')
