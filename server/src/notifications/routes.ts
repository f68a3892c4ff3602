import { notificationRoutes, UNREAD_COUNT_MAX } from '@foyer/contract/notifications'
import type { FastifyInstance } from 'fastify'
import type { Database } from '../platform/database.ts'
import { problem } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import { isId } from '../platform/ids.ts'
import { presentNotification } from './present.ts'
import { countUnread, findNotifications, markRead, markReadUpTo } from './queries.ts'

const PAGE_LIMIT = 20

export function registerNotificationRoutes(app: FastifyInstance, { sql }: Pick<Database, 'sql'>): void {
  route(app, notificationRoutes.list, async ({ actor, query }) => {
    const limit = query.limit ?? PAGE_LIMIT
    if (query.cursor !== undefined && !isId(query.cursor))
      throw problem('bad-request', { errors: [{ field: 'query.cursor', expected: '`next` of the page before' }] })
    const found = await findNotifications(sql, actor.accountId, query.cursor ?? null, limit + 1)
    const page = found.slice(0, limit)
    return {
      items: page.map(presentNotification),
      next: found.length > limit ? (page.at(-1)?.notificationId ?? null) : null,
      unread: await countUnread(sql, actor.accountId, UNREAD_COUNT_MAX),
    }
  })

  route(app, notificationRoutes.markRead, async ({ actor, params }) => {
    if (!(await markRead(sql, actor.accountId, params.notificationId))) throw problem('not-found')
  })

  route(app, notificationRoutes.markReadUpTo, async ({ actor, body }) => {
    await markReadUpTo(sql, actor.accountId, body.upTo)
  })
}
