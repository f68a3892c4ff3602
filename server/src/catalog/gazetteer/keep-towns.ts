import type { Database } from '../../platform/database.ts'
import type { Log } from '../../platform/log.ts'
import { loadTowns } from './load-towns.ts'

const RETRY_MS = 30_000

/**
 * Sees to it that the towns are there, without anybody waiting for it. Starts by loading them in the background where
 * they are not; tries again until it has worked. Ends with `stop`, which gives up a load under way.
 */
export function keepTowns(db: Database, log: Log): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const loading = load()
  return {
    async stop() {
      stopping.abort()
      await loading
    },
  }

  async function load(): Promise<void> {
    const { signal } = stopping
    while (!signal.aborted) {
      const started = performance.now()
      try {
        const towns = await loadTowns(db, { signal })
        if (towns > 0) log.info({ towns, ms: Math.round(performance.now() - started) }, 'towns loaded')
        return
      } catch (error) {
        if (signal.aborted) return
        log.warn({ err: error }, 'the towns could not be loaded; places are not known by name until they are')
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, RETRY_MS)
        signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
      })
    }
  }
}
