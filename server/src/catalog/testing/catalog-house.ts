import { newId } from '../../platform/ids.ts'
import { silentLog } from '../../platform/log.ts'
import type { Actor } from '../../platform/http/route.ts'
import { buildServer } from '../../platform/http/server.ts'
import { keysFrom } from '../../platform/secrets.ts'
import { testDatabase } from '../../platform/testing/test-database.ts'
import { startCatalog } from '../start.ts'
import { given, openHeads } from './given.ts'

/** A catalogue of its own with its web server, and neighbours that a test can steer. */
export async function catalogHouse() {
  const db = await testDatabase()
  /** Places that somebody has, by event. */
  const taken = new Map<string, number[]>()
  const sold = new Map<string, number>()
  const rooms = new Map<string, { lobbyOpensAt: Date; ended: boolean }>()
  const blocked = new Map<string, Map<number, 'house' | 'kill'>>()
  const removed = new Map<string, readonly number[]>()
  const waitingRooms = new Map<string, { lobbyOpensAt: Date; lobbyClosesAt: Date }>()
  const catalog = await startCatalog({
    db,
    publicUrl: 'https://tickets.test',
    deriveKey: keysFrom(Buffer.alloc(32, 7)),
    openInventory: openHeads,
    takeOffSale: async (eventId, places) => {
      const gone = places.filter((place) => taken.get(eventId)?.includes(place))
      if (gone.length > 0) return { refused: 'places-taken', places: gone }
      removed.set(eventId, places)
      return { removed: true }
    },
    blockPlaces: async (eventId, places, reason) => {
      const gone = places.filter((place) => taken.get(eventId)?.includes(place))
      if (gone.length > 0) return { refused: 'places-taken', places: gone }
      const kept = blocked.get(eventId) ?? new Map<number, 'house' | 'kill'>()
      blocked.set(eventId, kept)
      for (const place of places) kept.set(place, reason)
      return { blocked: places.length }
    },
    unblockPlaces: async (eventId, places) => ({
      unblocked: places.filter((place) => blocked.get(eventId)?.delete(place)).length,
    }),
    blockedPlaces: async (_sql, eventId) =>
      [...(blocked.get(eventId) ?? [])].map(([place, reason]) => ({ place, reason })),
    countWithBuyers: async (_tx, eventId) => taken.get(eventId)?.length ?? 0,
    forgetDraft: async (tx, eventId) => {
      await tx`delete from event_heads where event_id = ${eventId}`
    },
    countTaken: async (eventIds) => new Map(eventIds.map((eventId) => [eventId, taken.get(eventId)?.length ?? 0])),
    waitingRoomOf: (eventId) => waitingRooms.get(eventId),
    countSold: async (eventIds) => new Map(eventIds.map((eventId) => [eventId, sold.get(eventId) ?? 0])),
    waitingRoomsOf: async () => rooms,
    organiserName: async (sql, organiserId) => {
      const [row] = await sql<{ name: string }[]>`
        select organisation_name as name from accounts where account_id = ${organiserId}`
      return row?.name ?? ''
    },
  })
  const app = buildServer({
    log: silentLog(),
    trustedProxies: [],
    authenticate: async (request): Promise<Actor | undefined> => {
      const [kind, accountId] = (request.headers.authorization ?? '').split(' ')
      if (accountId === undefined || (kind !== 'vendor' && kind !== 'individual')) return undefined
      return { accountId, kind, sessionId: newId() }
    },
  })
  catalog.registerRoutes(app)

  return {
    db,
    app,
    catalog,
    taken,
    sold,
    rooms,
    removed,
    waitingRooms,
    has: given(db),
    /** Somebody at the door of the API: a vendor, an individual, or nobody in particular. */
    as: (who?: { kind: Actor['kind']; accountId: string }) => {
      const headers = who === undefined ? {} : { authorization: `${who.kind} ${who.accountId}` }
      const send =
        (method: 'GET' | 'POST' | 'PATCH' | 'DELETE') =>
        async (url: string, payload?: object, extra: Record<string, string> = {}) =>
          app.inject({ method, url, headers: { ...headers, ...extra }, ...(payload === undefined ? {} : { payload }) })
      return { get: send('GET'), post: send('POST'), patch: send('PATCH'), delete: send('DELETE') }
    },
    async [Symbol.asyncDispose]() {
      await app.close()
      await catalog.stop()
      await db[Symbol.asyncDispose]()
    },
  }
}

export type CatalogHouse = Awaited<ReturnType<typeof catalogHouse>>
