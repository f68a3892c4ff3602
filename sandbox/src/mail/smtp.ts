import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import type { KeptMails } from './kept-mails.ts'

const MAIL_BYTES_MAX = 10 * 1_024 * 1_024
const CLIENTS_MAX = 50
const CLOSE_TIMEOUT_MS = 1_000

export type MailListener = {
  readonly port: number
  refuseWith: (status: number | undefined) => void
  stop: () => Promise<void>
}

/** Takes mail by SMTP, without password and without encryption, as nothing leaves this machine. */
export const listenForMail = async (kept: KeptMails, host: string, port: number): Promise<MailListener> => {
  let refusal: number | undefined
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: MAIL_BYTES_MAX,
    maxClients: CLIENTS_MAX,
    closeTimeout: CLOSE_TIMEOUT_MS,
    logger: false,
    onData(stream, session, answer) {
      const { mailFrom, rcptTo } = session.envelope
      const envelope = { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address) }
      // Read to its end in any case: the protocol has no other way to refuse it.
      buffer(stream)
        .then(async (raw) => {
          if (refusal !== undefined) throw withStatus('the mail sandbox was told to refuse', refusal)
          if (stream.sizeExceeded) throw withStatus('the mail is too large', 552)
          await kept.keep(raw, envelope)
          answer(null, 'kept, and delivered to nobody')
        })
        .catch((error: unknown) => answer(error instanceof Error ? error : new Error(String(error))))
    },
  })
  // Clients that break off: their mail is not here, which is all there is to know.
  server.on('error', () => undefined)
  const listener = server.listen(port, host)
  await once(listener, 'listening')
  return {
    port: (listener.address() as AddressInfo).port,
    refuseWith: (status) => void (refusal = status),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const withStatus = (message: string, responseCode: number): Error => Object.assign(new Error(message), { responseCode })
