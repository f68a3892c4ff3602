import { forgetChanges } from '../../../platform/change-stream.ts'
import type { Database } from '../../../platform/database.ts'
import type { Log } from '../../../platform/log.ts'
import type { SearchEngine } from '../search-engine.ts'
import { FEED, startFeed, type SearchFeed } from './feed.ts'
import { openEngine } from './open-engine.ts'
import { openWire } from './wire.ts'

export type { SearchEngine } from '../search-engine.ts'
export type { SearchFeed } from './feed.ts'

/** Somebody waits for a search: one try, and not for long. */
const SEARCH_TIMEOUT_MS = 1_000

/** The Elasticsearch or OpenSearch at an address, to answer searches. */
export const openSearchEngine = (url: string, log: Log): SearchEngine =>
  openEngine(openWire({ url, timeoutMs: SEARCH_TIMEOUT_MS, tries: 1 }), log)

/** Keeps it up to date. */
export const startSearchFeed = ({ db, url, log }: { db: Database; url: string; log: Log }): SearchFeed =>
  startFeed({ db, wire: openWire({ url }), log })

/** Lets the database forget about an engine that is no longer there. */
export const forgetSearchFeed = (db: Database): Promise<void> => forgetChanges(db.sql, FEED.name)
