import { rehearsalRoutes, type RehearsalMark } from '@foyer/contract/rehearsals'
import type { FastifyInstance } from 'fastify'
import type { Database } from '../platform/database.ts'
import { required } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import { findNonce } from './queries.ts'

/** Registers by what a rehearsal sees that an address is this installation. */
export function registerRehearsalRoutes(
  app: FastifyInstance,
  { db, payments }: { readonly db: Database; readonly payments: RehearsalMark['payments'] },
): void {
  route(app, rehearsalRoutes.mark, async ({ params: { rehearsalId }, reply }) => {
    const nonce = required(await findNonce(db.sql, rehearsalId))
    reply.header('cache-control', 'no-store')
    return { rehearsalId, nonce, payments }
  })
}
