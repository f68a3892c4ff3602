import type { FoundRow } from '../queries/search.ts'
import type { PageKey } from './cursor.ts'
import type { EventSearch } from './event-search.ts'
import type { Settled } from './search-sql.ts'

/**
 * What finds events beside PostgreSQL: the port that another search engine is plugged into. PostgreSQL answers whatever
 * the engine cannot, and everything while it is away.
 */
export interface SearchEngine {
  /** Whether it can answer a search such as this, now. */
  answers(search: EventSearch, settled: Settled): boolean
  /** Whether a page ended at a place that only it can go on from. */
  wrote(key: PageKey): boolean
  /** The next events in order, `limit` at most; undefined when it cannot be reached. */
  rows(
    search: EventSearch,
    settled: Settled,
    limit: number,
    after: PageKey | undefined,
  ): Promise<readonly FoundRow[] | undefined>
}
