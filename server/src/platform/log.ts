import { pino, type DestinationStream, type Logger } from 'pino'

export type Log = Logger

const SECRET_FIELDS = ['authorization', 'cookie', 'password', 'accessToken', 'refreshToken', 'code', 'secret']

/**
 * The program's log: one JSON object a line on standard error, so that standard output stays for what a command prints.
 * Fields that could carry a secret are blotted out wherever they stand.
 */
export function openLog(level: string, destination: DestinationStream = standardError()): Log {
  return pino(
    {
      level,
      base: { pid: process.pid },
      serializers: { err: describeError },
      redact: {
        paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        censor: '[hidden]',
      },
    },
    destination,
  )
}

const standardError = () => pino.destination({ dest: 2, sync: true })

/** The code of an error says what went wrong (SQLSTATE, ECONNREFUSED): under a name of its own, since codes are hidden. */
function describeError(error: Error): object {
  const { code, ...described } = pino.stdSerializers.err(error)
  return code === undefined ? described : { ...described, errorCode: code }
}

/** A log that says nothing, for tests. */
export const silentLog = (): Log => pino({ level: 'silent' })
