import { partnerRoutes, type FeedState } from '@foyer/contract/partners'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { SECOND_MS, type Clock } from '../platform/clock.ts'
import { isUniqueViolation, type Database } from '../platform/database.ts'
import { problem, required } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import { newId } from '../platform/ids.ts'
import type { DeriveKey } from '../platform/secrets.ts'
import type { PartnerNeighbours } from './apply-changes.ts'
import { findFeed, findRefusals, findStates, insertFeed, renewKey, revokeFeed, type Feed } from './queries.ts'
import { feedSecret, isSigned, secretAsText, signatureHeaders } from './signature.ts'
import { takeMessage, type MessageOutcome } from './take-message.ts'
import { tellAvailability, type AvailabilityOf } from './tell-availability.ts'

export interface PartnerServices extends PartnerNeighbours {
  readonly db: Database
  readonly clock: Clock
  readonly deriveKey: DeriveKey
  readonly availability: AvailabilityOf
}

const REFUSALS_LIMIT = 100

/** Registers partner feeds: what their organisers do with them, and what partners send and ask. */
export function registerPartnerRoutes(app: FastifyInstance, services: PartnerServices): void {
  const { db, clock, deriveKey } = services
  const secretOf = (feedId: string, keyNumber: number) => feedSecret(deriveKey, feedId, keyNumber)

  route(app, partnerRoutes.addFeed, async ({ actor, body }) => {
    const id = newId()
    try {
      await db.transaction((tx) => insertFeed(tx, id, actor.accountId, body.name))
    } catch (error) {
      if (isUniqueViolation(error, 'partner_feeds_organiser_id_name_key')) throw problem('name-taken')
      throw error
    }
    return { id, secret: secretAsText(secretOf(id, 1)) }
  })

  route(app, partnerRoutes.feeds, async ({ actor }) => ({
    items: (await findStates(db.sql, { organiserId: actor.accountId })).map(presentState),
  }))

  route(app, partnerRoutes.renewSecret, async ({ actor, params: { feedId } }) => {
    const keyNumber = required(await db.transaction((tx) => renewKey(tx, actor.accountId, feedId)))
    return { id: feedId, secret: secretAsText(secretOf(feedId, keyNumber)) }
  })

  route(app, partnerRoutes.closeFeed, async ({ actor, params: { feedId } }) => {
    if (!(await db.transaction((tx) => revokeFeed(tx, actor.accountId, feedId)))) throw problem('not-found')
  })

  route(app, partnerRoutes.refusals, async ({ actor, params: { feedId }, query }) => {
    const feed = await findFeed(db.sql, feedId)
    if (feed?.organiserId !== actor.accountId) throw problem('not-found')
    return { items: await findRefusals(db.sql, feedId, query.limit ?? REFUSALS_LIMIT) }
  })

  /** The feed whose secret has signed this; a feed that is not there looks like a wrong signature. */
  const signedFeed = async (feedId: string, request: FastifyRequest, content: string | Buffer): Promise<Feed> => {
    const feed = await findFeed(db.sql, feedId)
    if (feed === undefined || !isSigned(secretOf(feedId, feed.keyNumber), request.headers, content, clock.now()))
      throw problem('signature-wrong')
    return feed
  }

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    route(scope, partnerRoutes.takeMessage, async ({ params: { feedId }, request }) => {
      const body: unknown = request.body
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
      const feed = await signedFeed(feedId, request, bytes)
      return taken(await takeMessage(db, services, feed, bytes))
    })
  })

  route(app, partnerRoutes.partnerState, async ({ params: { feedId }, request }) => {
    await signedFeed(feedId, request, request.url)
    const [state] = await findStates(db.sql, { feedId })
    return presentState(required(state))
  })

  route(app, partnerRoutes.availability, async ({ params: { feedId }, query, request, reply }) => {
    const feed = await signedFeed(feedId, request, request.url)
    const { after = 0, wait = 0 } = query
    const gone = new AbortController()
    request.raw.once('close', () => gone.abort())
    const told = await tellAvailability(db, services.availability, feed, after, wait * SECOND_MS, gone.signal)
    const items = told.map(({ showtime, sequence, version, places, available, bitmap }) => ({
      showtime,
      sequence,
      version,
      places,
      available,
      bitmap: bitmap.toString('base64'),
    }))
    const body = JSON.stringify({ sequence: items.at(-1)?.sequence ?? after, items })
    // The answer is signed too, so that what is passed on inside the partner's house can still be told from a forgery.
    const headers = signatureHeaders(secretOf(feedId, feed.keyNumber), newId(), clock.now(), body)
    return reply
      .headers({ ...headers, 'cache-control': 'no-store' })
      .type('application/json; charset=utf-8')
      .send(body)
  })
}

function taken(outcome: MessageOutcome) {
  if ('outcome' in outcome) return outcome
  if ('faults' in outcome)
    throw problem('bad-request', { errors: outcome.faults.map(({ field, expected }) => ({ field, expected })) })
  if (outcome.refused === 'busy') throw problem('try-again-soon', { headers: { 'retry-after': '1' } })
  throw problem('feed-gap', { extras: { expecting: outcome.expecting } })
}

const presentState = (row: Awaited<ReturnType<typeof findStates>>[number]): FeedState => ({
  ...row,
  lastReceivedAt: row.lastReceivedAt?.toISOString() ?? null,
})
