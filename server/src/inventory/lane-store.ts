import type { CompiledManifest } from '@foyer/contract/compiled-manifest'
import { postgres } from '../platform/driver.ts'
import type { Hold } from './hold.ts'
import type { Batch, BatchOutcome, HashedEntry } from './queries.ts'
import type { EventState } from './state.ts'

/** What a lane needs of the tables. */
export interface LaneStore {
  /** The event's manifest as it stands: places may be added to one. Throws for an event that is not there. */
  manifest(eventId: string): Promise<CompiledManifest>
  /** The event's state as the tables have it. */
  load(eventId: string): Promise<EventState>
  commit(batch: Batch): Promise<BatchOutcome>
  /** Sequence number of the event's last log entry. */
  headOf(eventId: string): Promise<number>
  entriesAfter(eventId: string, seq: number): Promise<readonly HashedEntry[]>
  /** The database's time in epoch milliseconds. */
  time(): Promise<number>
  holds(eventId: string, holdIds: readonly string[]): Promise<readonly Hold[]>
}

/**
 * What a failed write means: `again`, nothing was written and the next try may do; `clock`, the database's time is
 * another than was decided with; `conflict`, the tables are not as the memory has them; `unknown`, it may have been
 * written; `fault`, it cannot be written.
 */
export type Failure = 'again' | 'clock' | 'conflict' | 'unknown' | 'fault'

const FAILURES: Readonly<Record<string, Failure>> = {
  '25006': 'again',
  '40001': 'again',
  '40P01': 'again',
  '55P03': 'again',
  '57014': 'again',
  '53300': 'again',
  FY001: 'clock',
  FY002: 'conflict',
  '23505': 'conflict',
  '23514': 'conflict',
  '57P01': 'unknown',
  '57P02': 'unknown',
  '57P03': 'unknown',
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error) || !('code' in error)) return 'fault'
  const failure = FAILURES[String(error.code)]
  if (failure !== undefined) return failure
  // Whatever is not the server's own word is a connection that broke: before the commit or after it, nobody can say.
  return error instanceof postgres.PostgresError ? 'fault' : 'unknown'
}
