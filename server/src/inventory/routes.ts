import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { inventoryRoutes, type HeldPlace, type Hold as HoldShown } from '@foyer/contract/inventory'
import type { FastifyInstance } from 'fastify'
import { problem, required } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import { isId } from '../platform/ids.ts'
import { AvailabilityStreams } from './availability-streams.ts'
import type { FoundHold, Inventory } from './index.ts'
import { presentAvailability, presentHold } from './present.ts'
import { refuse } from './refuse.ts'

/** What places are and cost; the catalogue tells. */
export type DescribePlaces = (eventId: string, places: readonly PlaceNo[]) => Promise<readonly HeldPlace[]>

export interface InventoryRouteServices {
  readonly inventory: Inventory
  readonly describePlaces: DescribePlaces
}

/** Registers the routes of holds and availability. */
export function registerInventoryRoutes(app: FastifyInstance, services: InventoryRouteServices): void {
  const { inventory, describePlaces } = services
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
    const etag = `"${snapshot.version}"`
    reply.header('etag', etag).header('cache-control', 'public, max-age=1').header('vary', 'accept')
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    if (request.headers.accept?.includes('application/octet-stream') === true)
      return reply.type('application/octet-stream').send(Buffer.from(snapshot.bitmap))
    return presentAvailability(params.eventId, snapshot)
  })

  route(app, inventoryRoutes.stream, async ({ params, request, reply }) => {
    const lastSeen = Number(request.headers['last-event-id'] ?? Number.NaN)
    if (!(await streams.open(params.eventId, request, reply, lastSeen))) throw problem('not-found')
    return reply
  })
}
