import {
  forgetSearchFeed,
  openSearchEngine,
  startSearchFeed,
  type SearchEngine,
  type SearchFeed,
} from '../catalog/index.ts'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'

/** A search engine beside the database, where the settings name one. */
export interface BesideSearch {
  /** Answers searches; undefined where the database answers them all. */
  readonly engine: SearchEngine | undefined
  /** Keeps the engine up to date; without one, sees to it that the database keeps no log for it. */
  startFeed(): Promise<SearchFeed | undefined>
}

export const besideSearch = (url: string | undefined, db: Database, log: Log): BesideSearch =>
  url === undefined
    ? {
        engine: undefined,
        async startFeed() {
          await forgetSearchFeed(db)
          return undefined
        },
      }
    : {
        engine: openSearchEngine(url, log),
        startFeed: async () => startSearchFeed({ db, url, log }),
      }

/** Figures of the feed for whoever watches this node. */
export const feedGauges = (feed: SearchFeed | undefined): Record<string, number> => {
  if (feed === undefined) return {}
  const { following, waiting, lagSeconds, lagBytes, refused, rebuilds } = feed.stats()
  return {
    search_feed_following: following ? 1 : 0,
    search_feed_waiting: waiting,
    search_feed_lag_seconds: lagSeconds,
    search_feed_lag_bytes: lagBytes,
    search_feed_refused: refused,
    search_feed_rebuilds: rebuilds,
  }
}
