import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { startMailSandbox, type MailSandbox } from '@foyer/sandbox'
import type { Config } from '../config.ts'
import { choosePort, rememberPort } from '../platform/postgres/port.ts'

/**
 * Starts the mail server that delivers nothing, on the ports of DATA_DIR/mail-smtp.port and DATA_DIR/mail.port unless
 * they are taken: whoever reads the mails has the address open.
 */
export async function startMailboxes({ dataDir }: Pick<Config, 'dataDir'>): Promise<MailSandbox> {
  await mkdir(dataDir, { recursive: true })
  const [smtpFile, httpFile] = [join(dataDir, 'mail-smtp.port'), join(dataDir, 'mail.port')]
  const sandbox = await startMailSandbox({ smtpPort: await choosePort(smtpFile), httpPort: await choosePort(httpFile) })
  rememberPort(smtpFile, sandbox.smtpPort)
  rememberPort(httpFile, sandbox.httpPort)
  return sandbox
}
