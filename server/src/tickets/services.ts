import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { TicketFacts } from './facts.ts'
import type { TicketKeys } from './keys.ts'
import type { PdfRenderer } from './pdf/renderer.ts'

/** What tickets are read and shown with. */
export interface TicketServices {
  readonly db: Database
  readonly clock: Clock
  readonly keys: TicketKeys
  readonly facts: TicketFacts
  readonly pdf: Pick<PdfRenderer, 'render'>
}
