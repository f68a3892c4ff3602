import { duplicateRoutes } from '@foyer/contract/catalog.duplicates'
import type { FastifyInstance } from 'fastify'
import { problem } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import { findDuplicates, idsOf, sayDistinct } from './duplicates.ts'
import type { CatalogServices } from './services.ts'

const LATEST = 2_000
const PAIRS_MAX = 200

/** Registers what organisers do with venues and performers that look like duplicates. */
export function registerDuplicateRoutes(app: FastifyInstance, { db }: CatalogServices): void {
  route(app, duplicateRoutes.duplicates, async ({ actor: { accountId }, query }) => {
    const kinds = query.kind === undefined ? (['venue', 'performer'] as const) : [query.kind]
    const pairs = await Promise.all(
      kinds.map((kind) =>
        db.transaction(async (tx) =>
          findDuplicates(tx, accountId, kind, await idsOf(tx, accountId, kind, LATEST), PAIRS_MAX),
        ),
      ),
    )
    const items = pairs.flat().sort((a, b) => b.similarity - a.similarity)
    return { items: items.slice(0, PAIRS_MAX) }
  })

  route(app, duplicateRoutes.sayDistinct, async ({ actor, body: { kind, firstId, secondId } }) => {
    if (firstId === secondId)
      throw problem('bad-request', { errors: [{ field: 'body.secondId', expected: 'another than firstId' }] })
    await sayDistinct(db.sql, actor.accountId, kind, [firstId, secondId])
  })
}
