import { setInterval } from 'node:timers'
import { queueRoutes } from '@foyer/contract/queue'
import type { FastifyInstance } from 'fastify'
import { SECOND_MS } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'
import { openEventStream } from '../platform/http/event-stream.ts'
import { problem, required } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import { QUEUE_CHANNEL } from './board.ts'
import { decideControls } from './decide-controls.ts'
import { seedCommitmentOf } from './draws.ts'
import { liveView } from './live.ts'
import { insertChange } from './queries/changes.ts'
import { lockQueue, writeControls } from './queries/heads.ts'
import { deleteOnSale, findOnSale, lockOnSale, writeOnSale } from './queries/on-sales.ts'
import { refuseOnSale } from './refuse.ts'
import type { QueueServices } from './services.ts'
import { decideOnSale, presentOnSale } from './set-on-sale.ts'

/** Registers what organisers do with the rush on their events. */
export function registerOrganiserQueueRoutes(app: FastifyInstance, services: QueueServices): void {
  const { db, clock, neighbours, board, beacon, deriveKey } = services
  const eventOf = async (organiserId: string, eventId: string) => {
    const event = await neighbours.eventOf(eventId)
    return required(event?.organiserId === organiserId ? event : undefined)
  }
  const live = async (organiserId: string, eventId: string) =>
    liveView(services, eventId, await eventOf(organiserId, eventId))
  const changed = async (tx: Tx, eventId: string): Promise<void> => {
    await tx`select pg_notify(${QUEUE_CHANNEL}, ${eventId})`
    tx.afterCommit(() => board.lookSoon(eventId))
  }

  route(app, queueRoutes.onSale, async ({ actor, params: { eventId } }) => {
    const event = await eventOf(actor.accountId, eventId)
    const settings = required(await findOnSale(db.sql, eventId))
    return presentOnSale(settings, event, await neighbours.presalesOf(db.sql, eventId), settings.now.getTime())
  })

  route(app, queueRoutes.setOnSale, async ({ actor, params: { eventId }, body }) => {
    const event = await eventOf(actor.accountId, eventId)
    return db.transaction(async (tx) => {
      const current = await lockOnSale(tx, eventId)
      const now = current?.now.getTime() ?? clock.now().getTime()
      const decision = decideOnSale(body, {
        eventId,
        event,
        current,
        now,
        randomness: beacon === undefined ? 'seed' : 'drand',
        isBeaconThere: beacon !== undefined,
        seedCommitment: seedCommitmentOf(deriveKey, eventId),
      })
      if ('refused' in decision) throw refuseOnSale(decision)
      await writeOnSale(tx, decision.settings)
      if (decision.changed.length > 0) await insertChange(tx, eventId, actor.accountId, { set: [...decision.changed] })
      await changed(tx, eventId)
      return presentOnSale(decision.settings, event, await neighbours.presalesOf(tx, eventId), now)
    })
  })

  route(app, queueRoutes.removeOnSale, async ({ actor, params: { eventId } }) => {
    await eventOf(actor.accountId, eventId)
    await db.transaction(async (tx) => {
      const { lobbyOpensAt, now } = required(await lockOnSale(tx, eventId))
      if (now >= lobbyOpensAt) throw problem('on-sale-fixed', { extras: { fields: ['lobbyOpensAt'] } })
      await deleteOnSale(tx, eventId)
      await insertChange(tx, eventId, actor.accountId, { removed: true })
      await changed(tx, eventId)
    })
  })

  route(app, queueRoutes.live, async ({ actor, params }) => live(actor.accountId, params.eventId))

  route(app, queueRoutes.liveStream, async ({ actor, params: { eventId }, request, reply }) => {
    const first = await live(actor.accountId, eventId)
    let sending = false
    const stream = openEventStream(request, reply, () => clearInterval(timer))
    const send = async (): Promise<void> => {
      if (sending) return
      sending = true
      try {
        stream.send({ event: 'live', data: await live(actor.accountId, eventId) })
      } catch (error) {
        // A second without a picture: the next one may have it, and the client sees by `at` how old its own is.
        request.log.warn({ part: 'queue', err: error, eventId }, 'a sale could not be shown live this second')
        stream.sendRaw(': no picture this second\n\n')
      } finally {
        sending = false
      }
    }
    const timer = setInterval(() => void send(), SECOND_MS)
    stream.send({ event: 'live', data: first })
    return reply
  })

  route(app, queueRoutes.control, async ({ actor, params: { eventId }, body }) => {
    await eventOf(actor.accountId, eventId)
    await db.transaction(async (tx) => {
      const controls = decideControls(body, required(await lockQueue(tx, eventId)))
      if (Object.keys(controls).length === 0) return
      await writeControls(tx, eventId, controls)
      await insertChange(tx, eventId, actor.accountId, controls)
      await changed(tx, eventId)
    })
    return live(actor.accountId, eventId)
  })
}
