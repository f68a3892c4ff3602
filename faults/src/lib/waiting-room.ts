import { setTimeout as wait } from 'node:timers/promises'
import { connect } from '@foyer/contract/client'
import { queueRoutes, type QueueStatus } from '@foyer/contract/queue'
import type { Database } from '@foyer/server/platform/database'
import type { DeriveKey } from '@foyer/server/platform/secrets'
import { seedCommitmentOf } from '@foyer/server/queue/draws'

const KNOWN_WITHIN_MS = 30_000
const LOOK_MS = 50

export interface RoomWanted {
  readonly eventId: string
  /** Seconds from now; an hour ago unless said. */
  readonly lobbyOpensIn?: number
  readonly lobbyClosesIn: number
  readonly onSaleIn: number
  readonly peopleAtOnce: number
  readonly peoplePerMinute?: number
  readonly proofOfWork?: boolean
}

/** Puts a waiting room in front of an event, straight into a database, and waits until every node knows of it. */
export async function openWaitingRoom(
  db: Database,
  deriveKey: DeriveKey,
  urls: readonly string[],
  wanted: RoomWanted,
): Promise<void> {
  const { eventId, lobbyOpensIn = -3_600, lobbyClosesIn, onSaleIn, peopleAtOnce } = wanted
  const { peoplePerMinute = null, proofOfWork = false } = wanted
  await db.transaction(async (tx) => {
    await tx`
      insert into on_sales (event_id, lobby_opens_at, lobby_closes_at, on_sale_at, people_at_once, people_per_minute,
                            session_seconds, proof_of_work, randomness, seed_commitment)
      values (${eventId}, now() + ${lobbyOpensIn} * interval '1 second', now() + ${lobbyClosesIn} * interval '1 second',
              now() + ${onSaleIn} * interval '1 second', ${peopleAtOnce}, ${peoplePerMinute}, 600, ${proofOfWork}, 'seed',
              ${seedCommitmentOf(deriveKey, eventId)})`
    await tx`insert into queue_heads (event_id) values (${eventId})`
  })
  await Promise.all(urls.map((url) => untilStatus(url, eventId, () => true, KNOWN_WITHIN_MS)))
}

/** Closes the lobby now, so that whoever is slow is in it all the same. */
export async function closeLobby(db: Database, eventId: string, onSaleInSeconds: number): Promise<void> {
  await db.sql`
    update on_sales set lobby_closes_at = now(), on_sale_at = now() + ${onSaleInSeconds} * interval '1 second'
     where event_id = ${eventId}`
}

/** Waits until a node shows a status that fits. @throws Error when it does not in time. */
export async function untilStatus(
  url: string,
  eventId: string,
  fits: (status: QueueStatus) => boolean,
  withinMs: number,
): Promise<QueueStatus> {
  const givenUp = performance.now() + withinMs
  for (;;) {
    const status = await statusAt(url, eventId)
    if (status !== undefined && fits(status)) return status
    if (performance.now() > givenUp)
      throw new Error(`not in ${withinMs} ms at ${url}; at last ${JSON.stringify(status)}`)
    await wait(LOOK_MS)
  }
}

const STATUS_TIMEOUT_MS = 2_000

/** The status of a queue as a node shows it; undefined when it does not. */
export const statusAt = (url: string, eventId: string): Promise<QueueStatus | undefined> =>
  connect(url)
    .call(queueRoutes.status, { params: { eventId }, timeoutMs: STATUS_TIMEOUT_MS })
    .catch(() => undefined)
