import { verifyDraw } from '@foyer/contract/draw'
import { accessTokenKey, createAccessTokens } from '../accounts/index.ts'
import { findOnSalesAbout } from '../catalog/index.ts'
import type { Config } from '../config.ts'
import type { Installation } from '../installation.ts'
import { invariants } from '../invariants.ts'
import { countUnsettled } from '../orders/index.ts'
import { findBrokenInvariants } from '../platform/check.ts'
import { hearDatabaseClock, momentsOf } from '../platform/database-clock.ts'
import { newId } from '../platform/ids.ts'
import { findRushes, verifyRound } from '../queue/index.ts'
import type { Progress, RehearsalServices } from '../rehearsal/index.ts'
import { VERSION } from '../version.ts'
import { rehearsalNeighbours } from './rehearsal-neighbours.ts'

const THREAD = new URL('rehearsal-thread.ts', import.meta.url)
/** So long before and after, a real sale is not to be disturbed. */
const ABOUT_MINUTES = 60

/** What a rehearsal works with, of an installation that it has the database and the keys of; by the database's time. */
export async function rehearsalServices(
  config: Pick<Config, 'publicUrl' | 'processes' | 'databasePool' | 'lanePool' | 'holdSeconds'>,
  { db, deriveKey }: Pick<Installation, 'db' | 'deriveKey'>,
  { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal },
): Promise<RehearsalServices> {
  const clock = momentsOf(await hearDatabaseClock(db.sql))
  const tokens = createAccessTokens(deriveKey, clock)
  return {
    db,
    neighbours: rehearsalNeighbours(deriveKey),
    version: VERSION,
    installation: {
      publicUrl: config.publicUrl,
      processes: config.processes,
      databasePool: config.databasePool,
      lanePool: config.lanePool,
      holdSeconds: config.holdSeconds,
    },
    script: THREAD,
    tokenKey: accessTokenKey(deriveKey),
    clock,
    signIn: (accountId, kind) => tokens.issue({ accountId, kind, sessionId: newId() }),
    async findSalesAbout() {
      return [
        ...new Set([...(await findRushes(db.sql, ABOUT_MINUTES)), ...(await findOnSalesAbout(db.sql, ABOUT_MINUTES))]),
      ]
    },
    countUnsettled: (eventId) => countUnsettled(db.sql, eventId),
    verifyDraw(file) {
      const verdict = verifyDraw(file, verifyRound)
      return verdict.valid ? 'good' : verdict.because
    },
    async findBroken() {
      const broken = await findBrokenInvariants(db.sql, invariants)
      return { asked: invariants.length, broken: broken.map(({ name, count }) => `${name} (${count} rows)`) }
    },
    progress,
    signal,
  }
}
