import type { OutgoingHttpHeaders } from 'node:http'
import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { inventoryRoutes, type HeldPlace, type Hold as HoldShown } from '@foyer/contract/inventory'
import type { FastifyInstance } from 'fastify'
import { answerBeforeRoutes } from '../platform/http/before-routes.ts'
import { isHeldByClient } from '../platform/http/held-by-client.ts'
import { problem, required } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import { isId } from '../platform/ids.ts'
import { AvailabilityStreams } from './availability-streams.ts'
import type { FoundHold, Inventory } from './index.ts'
import { presentAvailability, presentHold } from './present.ts'
import { refuse } from './refuse.ts'
import { SectionCounts } from './section-counts.ts'

/** What places are and cost; the catalogue tells. */
export type DescribePlaces = (eventId: string, places: readonly PlaceNo[]) => Promise<readonly HeldPlace[]>

export interface InventoryRouteServices {
  readonly inventory: Inventory
  readonly describePlaces: DescribePlaces
  /** Whether this node has too much to do to tell single places; it has not unless said. */
  readonly tellsSections?: () => boolean
}

const AVAILABILITY_PATH = /^\/v1\/events\/([0-9a-f-]{36})\/availability$/
const JSON_TYPE = 'application/json; charset=utf-8'
/** Under pressure, for a cache in front. */
const SECTIONS_CACHE = 'public, max-age=5'
const SECTIONS_RETRY_S = 10

/** Registers the routes of holds and availability. */
export function registerInventoryRoutes(app: FastifyInstance, services: InventoryRouteServices): void {
  const { inventory, describePlaces, tellsSections = () => false } = services
  const sections = new SectionCounts()
  const streams = new AvailabilityStreams(inventory)
  const show = async (hold: FoundHold): Promise<HoldShown> =>
    presentHold(hold, await describePlaces(hold.eventId, hold.places))
  const holdOf = async (accountId: string, holdId: string): Promise<FoundHold> =>
    required(await inventory.findHold({ holdId, accountId }))

  route(app, inventoryRoutes.hold, async ({ actor, params, body, key, request }) => {
    if (!isId(key))
      throw problem('bad-request', {
        errors: [{ field: 'headers.idempotency-key', expected: 'a UUID in lower case, version 7 for the best pace' }],
      })
    const { eventId } = params
    const { presaleCode, pass, ...wish } = body
    const outcome = await inventory.holdPlaces({
      eventId,
      holdId: key,
      accountId: actor.accountId,
      wish,
      address: request.ip,
      ...(presaleCode === undefined ? {} : { code: presaleCode }),
      ...(pass === undefined ? {} : { pass }),
    })
    if ('refused' in outcome) throw refuse(outcome)
    return show({ ...outcome.held, eventId, now: inventory.now(), over: outcome.held.state !== 'held' })
  })

  route(app, inventoryRoutes.find, async ({ actor, params }) => show(await holdOf(actor.accountId, params.holdId)))

  route(app, inventoryRoutes.extend, async ({ actor, params }) => {
    const { eventId, holdId } = await holdOf(actor.accountId, params.holdId)
    const outcome = await inventory.extendHold({ eventId, holdId, accountId: actor.accountId, by: 'buyer' })
    if ('refused' in outcome) throw refuse(outcome)
    return show({ ...outcome.extended, eventId, now: inventory.now(), over: false })
  })

  route(app, inventoryRoutes.release, async ({ actor, params }) => {
    const { eventId, holdId, orderId } = await holdOf(actor.accountId, params.holdId)
    const outcome = await inventory.releaseHold({ eventId, holdId, accountId: actor.accountId })
    if ('refused' in outcome) throw refuse(outcome, { orderId })
  })

  route(app, inventoryRoutes.availability, async ({ params, request, reply }) => {
    const snapshot = required(await inventory.availability(params.eventId))
    if (tellsSections()) {
      if (wantsBytes(request.headers.accept))
        throw problem('try-again-soon', {
          detail: 'So many people look that single places are not told for the moment.',
          headers: { 'retry-after': String(SECTIONS_RETRY_S) },
        })
      const made = sections.make(params.eventId, snapshot)
      common ??= { ...reply.getHeaders() } as OutgoingHttpHeaders
      reply.headers({ etag: made.etag, 'cache-control': SECTIONS_CACHE, vary: 'accept' })
      if (isHeldByClient(request.headers['if-none-match'], made.etag)) return reply.code(304).send()
      return reply.type(JSON_TYPE).send(made.bytes)
    }
    // Places may be added without anything happening to others.
    const etag = `"${snapshot.version}-${snapshot.places}"`
    reply.header('etag', etag).header('cache-control', 'public, max-age=1').header('vary', 'accept')
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    if (wantsBytes(request.headers.accept))
      return reply.type('application/octet-stream').send(Buffer.from(snapshot.bitmap))
    return presentAvailability(params.eventId, snapshot)
  })

  // What is made is given before anything is routed or refused.
  let common: OutgoingHttpHeaders | undefined
  answerBeforeRoutes(app, ({ method, url = '', headers }, response) => {
    if (!tellsSections() || common === undefined || method !== 'GET' || wantsBytes(headers.accept)) return false
    const made = sections.ready(AVAILABILITY_PATH.exec(url)?.[1] ?? '')
    if (made === undefined) return false
    const head = { ...common, etag: made.etag, 'cache-control': SECTIONS_CACHE, vary: 'accept' }
    if (isHeldByClient(headers['if-none-match'], made.etag)) response.writeHead(304, head).end()
    else
      response
        .writeHead(200, { ...head, 'content-type': JSON_TYPE, 'content-length': made.bytes.length })
        .end(made.bytes)
    return true
  })

  route(app, inventoryRoutes.stream, async ({ params, request, reply }) => {
    const lastSeen = Number(request.headers['last-event-id'] ?? Number.NaN)
    if (!(await streams.open(params.eventId, request, reply, lastSeen))) throw problem('not-found')
    return reply
  })
}

const wantsBytes = (accept: string | undefined): boolean => accept?.includes('application/octet-stream') === true
