import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveMails } from './http.ts'
import { KeptMails, type KeptMail } from './kept-mails.ts'
import { listenForMail } from './smtp.ts'

export type MailSandboxOptions = {
  readonly host?: string
  /** Where mail is taken by SMTP; 0, the default, is any free port. */
  readonly smtpPort?: number
  /** Where mail is read; 0, the default, is any free port. */
  readonly httpPort?: number
  /** Mails kept at most. */
  readonly keptMax?: number
}

export type MailSandbox = {
  /** What a program that sends mail is told: `smtp://host:port`. */
  readonly smtpUrl: string
  readonly smtpPort: number
  /** Where people and tests read what was sent: `http://host:port`. */
  readonly url: string
  readonly httpPort: number
  /** What came in, newest first. */
  mails: (to?: string) => readonly KeptMail[]
  /** From now on each mail is refused with this status, e.g. 451 or 550; undefined takes them again. */
  refuseWith: (status: number | undefined) => void
  stop: () => Promise<void>
}

const KEPT_MAX = 200

/**
 * Starts a stand-in for the world's mail: it takes any mail by real SMTP, delivers none, and shows the last ones. It
 * asks for no password and lies open to whoever reaches it: on this machine alone.
 */
export const startMailSandbox = async (options: MailSandboxOptions = {}): Promise<MailSandbox> => {
  const { host = '127.0.0.1', smtpPort = 0, httpPort = 0, keptMax = KEPT_MAX } = options
  const kept = new KeptMails(keptMax)
  const smtp = await listenForMail(kept, host, smtpPort)
  const http = createServer(serveMails(kept)).listen(httpPort, host)
  await once(http, 'listening').catch(async (error: unknown) => {
    await smtp.stop()
    throw error
  })
  const { port } = http.address() as AddressInfo
  return {
    smtpUrl: `smtp://${host}:${smtp.port}`,
    smtpPort: smtp.port,
    url: `http://${host}:${port}`,
    httpPort: port,
    mails: (to) => kept.list(to),
    refuseWith: (status) => smtp.refuseWith(status),
    async stop() {
      http.close()
      http.closeAllConnections()
      await smtp.stop()
    },
  }
}
