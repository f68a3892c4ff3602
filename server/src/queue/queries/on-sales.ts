import type { Queryable, Tx } from '../../platform/database.ts'

/** What is set for an on-sale. */
export interface OnSaleSettings {
  readonly eventId: string
  readonly lobbyOpensAt: Date
  readonly lobbyClosesAt: Date
  readonly onSaleAt: Date
  readonly peopleAtOnce: number
  readonly peoplePerMinute: number | null
  readonly sessionSeconds: number
  readonly placesPerPerson: number | null
  readonly placesPerCard: number | null
  readonly placesPerNetwork: number | null
  readonly proofOfWork: boolean
  readonly randomness: 'seed' | 'drand'
  readonly seedCommitment: string | null
}

const COLUMNS = (sql: Queryable) => sql`
  event_id as "eventId", lobby_opens_at as "lobbyOpensAt", lobby_closes_at as "lobbyClosesAt",
  on_sale_at as "onSaleAt", people_at_once as "peopleAtOnce", people_per_minute as "peoplePerMinute",
  session_seconds as "sessionSeconds", places_per_person as "placesPerPerson", places_per_card as "placesPerCard",
  places_per_network as "placesPerNetwork", proof_of_work as "proofOfWork",
  randomness, seed_commitment as "seedCommitment"`

/** An on-sale with the database's time. */
export type OnSaleNow = OnSaleSettings & { readonly now: Date }

/** The on-sale of an event. */
export async function findOnSale(sql: Queryable, eventId: string): Promise<OnSaleNow | undefined> {
  const [row] = await sql<OnSaleNow[]>`select ${COLUMNS(sql)}, now() from on_sales where event_id = ${eventId}`
  return row
}

/** The same, locked for whoever changes it. */
export async function lockOnSale(tx: Tx, eventId: string): Promise<OnSaleNow | undefined> {
  const [row] = await tx<OnSaleNow[]>`
    select ${COLUMNS(tx)}, now() from on_sales where event_id = ${eventId} for update`
  return row
}

/** Which of these events have a waiting room, and whether it has ended. */
export async function findWaitingRooms(
  sql: Queryable,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly lobbyOpensAt: Date; readonly ended: boolean }>> {
  const rows = await sql<{ eventId: string; lobbyOpensAt: Date; ended: boolean }[]>`
    select o.event_id as "eventId", o.lobby_opens_at as "lobbyOpensAt", h.ended_at is not null as ended
      from on_sales o join queue_heads h using (event_id) where o.event_id = any(${[...eventIds]}::uuid[])`
  return new Map(rows.map(({ eventId, ...room }) => [eventId, room]))
}

/** Writes an on-sale, and the head of its queue with the first. */
export async function writeOnSale(tx: Tx, set: OnSaleSettings): Promise<void> {
  await tx`
    insert into on_sales (event_id, lobby_opens_at, lobby_closes_at, on_sale_at, people_at_once, people_per_minute,
                          session_seconds, places_per_person, places_per_card, places_per_network, proof_of_work, randomness,
                          seed_commitment)
    values (${set.eventId}, ${set.lobbyOpensAt}, ${set.lobbyClosesAt}, ${set.onSaleAt}, ${set.peopleAtOnce},
            ${set.peoplePerMinute}, ${set.sessionSeconds}, ${set.placesPerPerson}, ${set.placesPerCard},
            ${set.placesPerNetwork}, ${set.proofOfWork},
            ${set.randomness}, ${set.seedCommitment})
    on conflict (event_id) do update set
      lobby_opens_at = excluded.lobby_opens_at, lobby_closes_at = excluded.lobby_closes_at,
      on_sale_at = excluded.on_sale_at, people_at_once = excluded.people_at_once,
      people_per_minute = excluded.people_per_minute, session_seconds = excluded.session_seconds,
      places_per_person = excluded.places_per_person,
      places_per_card = excluded.places_per_card, places_per_network = excluded.places_per_network, proof_of_work = excluded.proof_of_work,
      randomness = excluded.randomness, seed_commitment = excluded.seed_commitment, set_at = now()`
  await tx`insert into queue_heads (event_id) values (${set.eventId}) on conflict do nothing`
}

/** Takes an on-sale away with its queue, which nobody has entered. */
export const deleteOnSale = (tx: Tx, eventId: string) => tx`delete from on_sales where event_id = ${eventId}`
