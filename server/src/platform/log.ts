import { pino, type Logger } from 'pino'

export type Log = Logger

const SECRET_FIELDS = ['authorization', 'cookie', 'password', 'accessToken', 'refreshToken', 'code', 'secret']

/**
 * The program's log: one JSON object a line on standard error, so that standard output stays for what a command prints.
 * Fields that could carry a secret are blotted out wherever they stand.
 */
export function openLog(level: string): Log {
  return pino(
    {
      level,
      base: { pid: process.pid },
      redact: {
        paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        censor: '[hidden]',
      },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}

/** A log that says nothing, for tests. */
export const silentLog = (): Log => pino({ level: 'silent' })
