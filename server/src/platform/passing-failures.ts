import { postgres } from './driver.ts'

/** Of connections that were lost or could not be made, as the system and the driver name them. */
const CONNECTION_LOST: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
])

/**
 * Of the server, by their beginnings: it ended a transaction to let another pass (40), is full (53), waited too long for
 * a lock (55P03), took too long, starts or stops (57); or takes no writes, as one that is no primary any more, or not yet.
 */
const PASSING = ['40', '53', '55P03', '57', '25006'] as const

/** Whether an error says that the database is not there, or not reached. */
export const isConnectionLost = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && CONNECTION_LOST.has(String(error.code))

/** Whether an error is of the moment, and says nothing of what was asked: asked again later, it may be answered. */
export const isPassing = (error: unknown): boolean =>
  isConnectionLost(error) ||
  (error instanceof postgres.PostgresError && PASSING.some((beginning) => error.code.startsWith(beginning)))
