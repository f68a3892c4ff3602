import type { Queryable, Tx } from '../../platform/database.ts'
import { HELD_BACK_FOR_MS } from '../decide-admission.ts'
import type { OnSaleSettings } from './on-sales.ts'

/** A queue as it stands in the database: what is set, and how far it is. */
export interface Queue extends OnSaleSettings {
  /** Of the digests of networks, hexadecimal; null once its people are forgotten. */
  readonly networkSalt: string | null
  readonly lobby: number
  readonly closedAt: Date | null
  readonly arrivals: number
  readonly watermark: number
  readonly credit: number
  readonly capacity: number
  readonly pressedAt: Date | null
  /** Nobody is let in before, since a node has more to do than it can. */
  readonly heldBackUntil: Date | null
  readonly steppedAt: Date | null
  readonly pausedAt: Date | null
  readonly message: string | null
  readonly endedAt: Date | null
  readonly announcedAt: Date | null
  readonly drawnAt: Date | null
  /** The database's time. */
  readonly now: Date
}

const COLUMNS = (sql: Queryable) => sql`
  o.event_id as "eventId", o.lobby_opens_at as "lobbyOpensAt", o.lobby_closes_at as "lobbyClosesAt",
  o.on_sale_at as "onSaleAt", o.people_at_once as "peopleAtOnce", o.people_per_minute as "peoplePerMinute",
  o.session_seconds as "sessionSeconds", o.places_per_person as "placesPerPerson", o.places_per_card as "placesPerCard",
  o.places_per_network as "placesPerNetwork", encode(o.network_salt, 'hex') as "networkSalt", o.proof_of_work as "proofOfWork",
  o.randomness, o.seed_commitment as "seedCommitment", h.lobby, h.closed_at as "closedAt", h.arrivals, h.watermark,
  h.credit, h.capacity, h.pressed_at as "pressedAt", h.held_back_until as "heldBackUntil", h.stepped_at as "steppedAt", h.paused_at as "pausedAt", h.message,
  h.ended_at as "endedAt", d.announced_at as "announcedAt", d.drawn_at as "drawnAt", now() as now`

/** Queues kept in memory at most: those of on-sales to come and of the last weeks. */
const QUEUES_MAX = 2_000

/** All queues of late and to come; where they are too many, those that go on or begin soonest. */
export const readQueues = (sql: Queryable, most = QUEUES_MAX) => sql<Queue[]>`
  select ${COLUMNS(sql)}
    from on_sales o join queue_heads h using (event_id) left join queue_draws d using (event_id)
   where o.on_sale_at > now() - interval '60 days' and (h.ended_at is null or h.ended_at > now() - interval '1 day')
   order by h.ended_at is not null, abs(extract(epoch from o.on_sale_at - now())) limit ${most}`

/** One queue, whatever its age. */
export async function readQueue(sql: Queryable, eventId: string): Promise<Queue | undefined> {
  const [row] = await sql<Queue[]>`
    select ${COLUMNS(sql)}
      from on_sales o join queue_heads h using (event_id) left join queue_draws d using (event_id)
     where o.event_id = ${eventId}`
  return row
}

/**
 * One queue that goes on, locked for whoever moves it. Waits for its turn among those who enter, whose batches follow one
 * another so closely in a rush that whoever did not wait would rarely find it free.
 */
export async function takeQueue(tx: Tx, eventId: string): Promise<Queue | undefined> {
  const [row] = await tx<Queue[]>`
    select ${COLUMNS(tx)}
      from queue_heads h join on_sales o using (event_id) left join queue_draws d using (event_id)
     where h.event_id = ${eventId} and h.ended_at is null for update of h`
  return row
}

/** One queue, whether or not it goes on, locked for whoever steers it. */
export async function lockQueue(tx: Tx, eventId: string): Promise<Queue | undefined> {
  const [row] = await tx<Queue[]>`
    select ${COLUMNS(tx)}
      from queue_heads h join on_sales o using (event_id) left join queue_draws d using (event_id)
     where h.event_id = ${eventId} for update of h`
  return row
}

/** Closes the lobby, unless it is closed already. */
export const closeLobby = (tx: Tx, eventId: string) => tx`
  update queue_heads set closed_at = now() where event_id = ${eventId} and closed_at is null`

/** How far people are let in from now on. The table refuses what would go back. */
export async function writeStep(
  tx: Tx,
  eventId: string,
  step: { readonly watermark: number; readonly credit: number; readonly capacity: number; readonly moved: boolean },
): Promise<void> {
  await tx`
    update queue_heads
       set watermark = ${step.watermark}, credit = ${step.credit}, capacity = ${step.capacity}, stepped_at = now()
     where event_id = ${eventId}`
  if (step.moved)
    await tx`
      insert into queue_steps (event_id, at, watermark) values (${eventId}, now(), ${step.watermark})
      on conflict (event_id, at) do update set watermark = greatest(queue_steps.watermark, excluded.watermark)`
}

/** The steps of a while, and the last one before, ascending; epoch milliseconds. */
export const readSteps = (sql: Queryable, eventId: string, windowMs: number) => sql<
  { at: number; watermark: number }[]
>`
  select (extract(epoch from at) * 1000)::bigint as at, watermark from queue_steps
   where event_id = ${eventId}
     and at >= coalesce((select max(at) from queue_steps
                          where event_id = ${eventId} and at <= now() - ${windowMs} * interval '1 millisecond'), '-infinity')
   order by at`

/** What an organiser changes while it goes on; absent leaves a thing as it is. */
export interface Controls {
  readonly paused?: boolean
  readonly message?: string | null
  readonly peoplePerMinute?: number | null
  readonly peopleAtOnce?: number
  readonly ended?: true
}

export async function writeControls(tx: Tx, eventId: string, controls: Controls): Promise<void> {
  const { paused, message, peoplePerMinute, peopleAtOnce, ended } = controls
  await tx`
    update queue_heads
       set paused_at = case when ${paused ?? null}::boolean is null then paused_at
                            when ${paused ?? null}::boolean then coalesce(paused_at, now()) end,
           message = case when ${message === undefined} then message else ${message ?? null} end,
           ended_at = case when ${ended === true} then coalesce(ended_at, now()) else ended_at end
     where event_id = ${eventId}`
  await tx`
    update on_sales
       set people_per_minute = case when ${peoplePerMinute === undefined} then people_per_minute
                                    else ${peoplePerMinute ?? null}::integer end,
           people_at_once = coalesce(${peopleAtOnce ?? null}::integer, people_at_once)
     where event_id = ${eventId}`
}

/** Ends a queue that nobody needs any more. */
export const endQueue = (tx: Tx, eventId: string) => tx`
  update queue_heads set ended_at = now() where event_id = ${eventId} and ended_at is null`

/** Notes that a node cannot keep up; `holdsBack`: so little that nobody is to be let in. */
export const writePressure = (sql: Queryable, eventId: string, holdsBack: boolean) => sql`
  update queue_heads
     set pressed_at = now(),
         held_back_until = case when ${holdsBack} then now() + ${HELD_BACK_FOR_MS} * interval '1 millisecond'
                                else held_back_until end
   where event_id = ${eventId}
     and (pressed_at is null or pressed_at not between now() - interval '1 second' and now()
          or (${holdsBack} and (held_back_until is null
                or held_back_until not between now() + ${HELD_BACK_FOR_MS - 1_000} * interval '1 millisecond'
                                          and now() + ${HELD_BACK_FOR_MS} * interval '1 millisecond')))`
