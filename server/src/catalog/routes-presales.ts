import { presaleRoutes } from '@foyer/contract/catalog.presales'
import type { PresaleView } from '@foyer/contract/catalog.presales'
import type { FastifyInstance } from 'fastify'
import type { Queryable } from '../platform/database.ts'
import { once } from '../platform/http/idempotency.ts'
import { problem, required } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import { addPresale, addPresaleCodes, madeUpCode, removePresale } from './presales.ts'
import { ownsEvent } from './queries/events.ts'
import { findPresales } from './queries/presales.ts'
import { withUniqueName, writtenOrRefuse } from './refuse.ts'
import type { CatalogServices } from './services.ts'

/** Registers what organisers do with the presales of their events. */
export function registerPresaleRoutes(app: FastifyInstance, { db, presaleDigest }: CatalogServices): void {
  route(app, presaleRoutes.presales, async ({ actor, params: { eventId } }) => {
    if (!(await ownsEvent(db.sql, actor.accountId, eventId))) throw problem('not-found')
    return { items: await presalesOf(db.sql, eventId) }
  })

  route(app, presaleRoutes.addPresale, async ({ actor: { accountId }, params: { eventId }, body, key }) =>
    withUniqueName('presales_event_id_name_key', () =>
      db.transaction((tx) =>
        once(tx, { accountId, key, operation: 'catalog.addPresale', body: { eventId, ...body } }, async () => {
          const presaleId = writtenOrRefuse(await addPresale(tx, accountId, eventId, body))
          return required((await presalesOf(tx, eventId)).find(({ id }) => id === presaleId))
        }),
      ),
    ),
  )

  route(app, presaleRoutes.removePresale, async ({ actor, params }) => {
    required(await db.transaction((tx) => removePresale(tx, actor.accountId, params.eventId, params.presaleId)))
  })

  route(app, presaleRoutes.addPresaleCodes, async ({ actor, params, body }) => {
    const { codes: own, generate, peoplePerCode = 1 } = body
    if ((own === undefined) === (generate === undefined))
      throw problem('bad-request', { errors: [{ field: 'body.codes', expected: 'either codes or generate' }] })
    const codes = own ?? Array.from({ length: generate ?? 0 }, madeUpCode)
    const hashes = codes.map((code) => presaleDigest(params.eventId, code))
    const added = required(
      await db.transaction((tx) => addPresaleCodes(tx, actor.accountId, params, { hashes, peoplePerCode })),
    )
    return { codes, added }
  })
}

const presalesOf = async (sql: Queryable, eventId: string): Promise<PresaleView[]> =>
  (await findPresales(sql, eventId)).map((presale) => ({
    ...presale,
    startsAt: presale.startsAt.toISOString(),
    endsAt: presale.endsAt.toISOString(),
  }))
