import { createTransport, type SendMailOptions } from 'nodemailer'
import { SECOND_MS } from '../../platform/clock.ts'

/** A mail as it goes out. */
export interface OutgoingMail {
  readonly mailId: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachments: readonly { readonly filename: string; readonly content: Buffer }[]
}

/** Where mail is handed over. */
export interface Post {
  /** @returns `refused` when the other side will never take it. @throws when it may take it later, or has not taken it within two minutes. */
  send(mail: OutgoingMail): Promise<'sent' | 'refused'>
  stop(): void
}

const CONNECTIONS_MAX = 3
const CONNECT_TIMEOUT_MS = 10 * SECOND_MS
const IDLE_TIMEOUT_MS = 30 * SECOND_MS
/** For one mail in all, with its wait for a connection: a server that says a byte now and then is never idle. */
const SEND_WITHIN_MS = 120 * SECOND_MS

/** Hands mail to an SMTP server. @param from an address, with or without a name: `Foyer <tickets@example.org>`. */
export function openPost(smtpUrl: string, from: string, sendWithinMs = SEND_WITHIN_MS): Post {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: CONNECTIONS_MAX,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: IDLE_TIMEOUT_MS,
    // Everything that is sent is in the message: nothing is fetched for it.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const host = /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost'
  return {
    async send({ mailId, to, attachments, ...words }) {
      try {
        const mail: SendMailOptions & { signal: AbortSignal } = {
          from,
          // As a value, never as text to be parsed: an address is a single one, whatever signs it is made of.
          to: { name: '', address: to },
          ...words,
          attachments: [...attachments],
          // The same for the same mail: should it go out twice, whoever gets it can tell.
          messageId: `<${mailId}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
          // Ends its connection. The other side may have taken it just then: the next try bears the same id.
          signal: AbortSignal.timeout(sendWithinMs),
        }
        await transport.sendMail(mail)
        return 'sent'
      } catch (error) {
        if (isFinal(error)) return 'refused'
        throw error
      }
    },
    stop: () => transport.close(),
  }
}

/** A 5xx is a refusal for good (RFC 5321, section 4.2.1); so is an address that cannot be written to at all. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const status: unknown = Reflect.get(error, 'responseCode')
  if (typeof status === 'number') return status >= 500
  return Reflect.get(error, 'code') === 'EENVELOPE'
}
