import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { DeriveKey } from '../platform/secrets.ts'
import type { Beacon } from './beacon.ts'
import type { Board } from './board.ts'
import type { Draws } from './draws.ts'
import type { EntryDesk } from './entry-desk.ts'
import type { EntryReceipts } from './entry-receipts.ts'
import type { EntryTokens } from './entry-token.ts'
import type { Passes } from './pass.ts'
import type { QueueNeighbours } from './ports.ts'
import type { ProofOfWork } from './proof-of-work.ts'
import type { StatusBoard } from './status-board.ts'
import type { Strain } from './status.ts'

/** What the routes of the queue work with. */
export interface QueueServices {
  readonly db: Database
  readonly clock: Clock
  readonly deriveKey: DeriveKey
  readonly neighbours: QueueNeighbours
  readonly board: Board
  readonly statuses: StatusBoard
  /** What this node has given up. */
  readonly strain: () => Strain
  readonly draws: Draws
  readonly tokens: EntryTokens
  readonly receipts: EntryReceipts
  readonly passes: Passes
  readonly proofs: ProofOfWork
  readonly beacon: Beacon | undefined
  readonly deskOf: (eventId: string) => EntryDesk
  /** Keyed digest of where a request comes from. */
  readonly networkOf: (address: string) => Buffer
  /** By the operator, for an entry. */
  readonly saltOf: (entryId: string) => string
}
