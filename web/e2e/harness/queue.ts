import { connect, Refused } from '@foyer/contract/client'
import { sessionRoutes } from '@foyer/contract/accounts'
import { listCommitments, rootOf } from '@foyer/contract/draw'
import { writeAnnouncement } from '@foyer/contract/draw-announcement'
import { hexOf } from '@foyer/contract/hex'
import { queueRoutes } from '@foyer/contract/queue'
import type { Database } from '../../../server/src/platform/database.ts'
import { testDatabase, type TestDatabase } from '../../../server/src/platform/testing/test-database.ts'
import type { RunningFoyer } from './foyer.ts'
import type { Beside } from './shop.ts'
import { until } from './until.ts'

const ORGANISER = 'organiser@demo.example'

/** A database that a test can reach beside the Foyer that runs on it: hours pass as it says. */
export function databaseBeside(): Beside & { readonly db: () => Database } {
  let db: TestDatabase | undefined
  return {
    async open() {
      db = await testDatabase()
      return { DATABASE_URL: db.url }
    },
    async close() {
      await db?.[Symbol.asyncDispose]()
    },
    db() {
      if (db === undefined) throw new Error('there is no database yet')
      return db
    },
  }
}

/** The waiting room of an event, as its organiser has it, and with hands that move the hours. */
export interface TestQueue {
  readonly eventId: string
  openLobby(): Promise<void>
  /** The lobby closes now; the sale is an hour away. */
  closeLobby(): Promise<void>
  beginSale(): Promise<void>
  /** Lets others come and be called, without their being there. */
  pretend(crowd: {
    readonly arrivals?: number
    readonly watermark?: number
    readonly perMinute?: number
  }): Promise<void>
  control(controls: { readonly paused?: boolean; readonly message?: string | null; readonly end?: true }): Promise<void>
}

/** Puts a waiting room in front of an event of the demo; its lobby opens in an hour. */
export async function aQueueFor(
  { url, fan }: RunningFoyer,
  db: Database,
  eventId: string,
  settings: { readonly peopleAtOnce?: number; readonly proofOfWork?: boolean; readonly sessionSeconds?: number } = {},
): Promise<TestQueue> {
  const { sql } = db
  const { tokens } = await connect(url).call(sessionRoutes.signIn, {
    body: { email: ORGANISER, password: fan.password },
  })
  const organiser = connect(url, tokens.accessToken)
  const catalogueKnows = () => sql`select pg_notify('catalog', 'all')`
  await sql`update events set on_sale_at = now() + interval '2 hours' where event_id = ${eventId}`
  await catalogueKnows()
  const setOnSale = () =>
    organiser.call(queueRoutes.setOnSale, {
      params: { eventId },
      body: {
        lobbyOpensAt: new Date(Date.now() + 3_600_000).toISOString(),
        peopleAtOnce: settings.peopleAtOnce ?? 50,
        proofOfWork: settings.proofOfWork ?? false,
        sessionSeconds: settings.sessionSeconds ?? 600,
      },
    })
  // Refused while the node has the event as it was.
  let refused: unknown
  await until(() =>
    setOnSale().then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof Refused)) throw error
        refused = error
        return false
      },
    ),
  ).catch((error: unknown) => {
    throw refused ?? error
  })
  return {
    eventId,
    async openLobby() {
      await sql`update on_sales set lobby_opens_at = now() - interval '10 minutes' where event_id = ${eventId}`
      await catalogueKnows()
    },
    async closeLobby() {
      await announceShortly(db, eventId)
      await sql`
        update on_sales set lobby_closes_at = now() - interval '1 second', on_sale_at = now() + interval '1 hour'
         where event_id = ${eventId}`
      await sql`update events set on_sale_at = now() + interval '1 hour' where event_id = ${eventId}`
      await catalogueKnows()
    },
    async beginSale() {
      await sql`
        update on_sales set lobby_closes_at = least(lobby_closes_at, now() - interval '2 seconds'),
                            on_sale_at = now() - interval '1 second'
         where event_id = ${eventId}`
      await sql`update events set on_sale_at = now() - interval '1 second' where event_id = ${eventId}`
      await catalogueKnows()
    },
    async pretend({ arrivals, watermark, perMinute }) {
      // Nobody comes late before the node has closed the lobby, up to a second after a page knows that it is over.
      if (arrivals !== undefined)
        await until(async () => {
          const closed = await sql`select from queue_heads where event_id = ${eventId} and closed_at is not null`
          return closed.count > 0
        })
      await sql`
        update queue_heads set arrivals = coalesce(${arrivals ?? null}, arrivals),
                               watermark = coalesce(${watermark ?? null}, watermark)
         where event_id = ${eventId}`
      if (perMinute === undefined) return
      // As if they had been called at this pace for two minutes, a little slower at first.
      await sql`delete from queue_steps where event_id = ${eventId}`
      await sql`
        insert into queue_steps (event_id, at, watermark)
        select ${eventId}, now() - make_interval(secs => back),
               greatest(0, ${watermark ?? 0} - round(${perMinute}::int * (least(back, 60) * 1.3 + greatest(back - 60, 0) * 0.7) / 60))
          from generate_series(120, 0, -5) as back`
    },
    async control(controls) {
      await organiser.call(queueRoutes.control, { params: { eventId }, body: controls })
    },
  }
}

/** Hashes; the real ones take ten seconds and more, which is what they are for. */
const DELAY = 1_000

/** Announces the draw of those who are in the lobby, as a node would a moment later, but with a short delay. */
async function announceShortly({ sql }: Database, eventId: string): Promise<void> {
  const entries = await sql<{ commitment: Buffer }[]>`
    select commitment from queue_entries where event_id = ${eventId} and commitment is not null`
  const [onSale] = await sql<{ seedCommitment: string }[]>`
    select seed_commitment as "seedCommitment" from on_sales where event_id = ${eventId}`
  if (onSale === undefined) throw new Error('there is no such on-sale')
  const announcedAt = new Date()
  const announcement = writeAnnouncement({
    eventId,
    announcedAt,
    entrants: entries.length,
    root: hexOf(rootOf(listCommitments(Buffer.concat(entries.map(({ commitment }) => commitment))))),
    randomness: { kind: 'seed', commitment: onSale.seedCommitment, delay: DELAY },
  })
  await sql`
    insert into queue_draws (event_id, announcement, announced_at) values (${eventId}, ${announcement}, ${announcedAt})`
}
