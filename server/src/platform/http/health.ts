import type { FastifyInstance } from 'fastify'
import type { Database } from '../database.ts'
import { problem } from './problem.ts'

const READY_WITHIN_MS = 2_000

/**
 * `/healthz` answers while the process serves at all; `/readyz` while it should get traffic: the database answers within
 * two seconds and the process is not on its way out.
 */
export function registerHealth(app: FastifyInstance, db: Database, isStopping: () => boolean): void {
  app.get('/healthz', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return { status: 'serving' }
  })
  app.get('/readyz', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    if (isStopping() || !(await databaseAnswers(db)))
      throw problem('try-again-soon', { headers: { 'retry-after': '2' } })
    return { status: 'ready' }
  })
}

async function databaseAnswers(db: Database): Promise<boolean> {
  const answer = db.sql`select 1`.then(
    () => true,
    () => false,
  )
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, READY_WITHIN_MS, false).unref())
  return Promise.race([answer, late])
}
