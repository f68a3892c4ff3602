import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { commitmentOf, drawOrder, listCommitments } from '@foyer/contract/draw'
import { merkleLevels } from '@foyer/contract/merkle-levels'
import { newId } from '@foyer/server/platform/ids'
import { EntryDesk } from '@foyer/server/queue/entry-desk'
import { readQueue } from '@foyer/server/queue/queries/heads'
import { startBenchFoyer, type BenchFoyer } from './lib/bench-foyer.ts'
import { addWaitingRoom, standingEvent } from './lib/bench-event.ts'
import { comparePage, comparison } from './lib/beside-bare.ts'
import { httpLoad } from './lib/http.ts'
import type { BenchResult } from './lib/report.ts'

const LOBBY = 100_000
const PLACES = 20_000
const AT_THE_DOOR_AT_ONCE = 2_000
const OVER_HTTP = 10_000
const HTTP_CONNECTIONS = 256
const DRAWN_WITHIN_MS = 120_000
const STEPS_WATCHED_MS = 10_000

/**
 * A hundred thousand people in one lobby: how many enter a second (the door by itself, and over HTTP, signed in), how long
 * the real draw takes from the closing to the numbers, delay of the seed included, what a draw of a million takes by
 * itself, what a waiting person costs in memory, and how many status documents are told a second, beside a bare
 * node:http server that sends the same bytes. The ratio is that of the documents.
 */
export async function waitingRoom(): Promise<BenchResult> {
  await using foyer = await startBenchFoyer(['api', 'worker'])
  const eventId = await standingEvent(foyer.db, PLACES)
  await addWaitingRoom(foyer.db, foyer.deriveKey, eventId)
  const entered = await fillLobby(foyer, eventId, LOBBY)
  const overHttp = await enterOverHttp(foyer, eventId)
  const drawn = await closeAndDraw(foyer, eventId)
  const admitted = await letIn(foyer, eventId)
  const status = await comparePage(Number(new URL(foyer.url).port), `/v1/events/${eventId}/queue/status`)
  return {
    figures: {
      enteredPerSecond: entered,
      enteredPerSecondOverHttp: overHttp,
      secondsFromClosingToNumbers: drawn,
      draws: [drawOf(LOBBY), drawOf(1_000_000)],
      admittedPerSecond: admitted,
      statusPerSecond: status.perSecond,
      statusHalfLoad: status.halfLoad,
      statusBytes: status.bytes,
      rowBytesPerEntry: await rowBytes(foyer, eventId),
    },
    baseline: { bareHttpPerSecond: status.bare },
    ratio: status.ratio,
    invariants: await foyer.checkInvariants(),
    settings: { ...foyer.settings, lobby: LOBBY, overHttp: OVER_HTTP, places: PLACES, ...comparison },
  }
}

/** @returns entries a second, by the door of a node alone. */
async function fillLobby({ db }: BenchFoyer, eventId: string, people: number): Promise<number> {
  const desk = new EntryDesk(db.sql, eventId)
  const network = randomBytes(32)
  const started = performance.now()
  let next = 0
  const comeInTurn = async (): Promise<void> => {
    while (next++ < people) {
      const [accountId, entryId, nonce] = [newId(), newId(), randomBytes(16)]
      const entry = { eventId, entryId, salt: '00'.repeat(32), nonce: nonce.toString('hex') }
      await desk.enter({
        accountId,
        entryId,
        nonce,
        commitment: Buffer.from(commitmentOf(entry)),
        network,
        proof: null,
      })
    }
  }
  await Promise.all(Array.from({ length: AT_THE_DOOR_AT_ONCE }, comeInTurn))
  return perSecond(people, started)
}

/** @returns entries a second over HTTP: signed in, with a signed token in the answer. */
async function enterOverHttp(foyer: BenchFoyer, eventId: string): Promise<number> {
  const buyers = await foyer.addBuyers(OVER_HTTP)
  await using load = httpLoad(foyer.url, HTTP_CONNECTIONS)
  const started = performance.now()
  const queue = [...buyers]
  const comeInTurn = async (): Promise<void> => {
    for (let buyer = queue.pop(); buyer !== undefined; buyer = queue.pop()) {
      const nonce = randomBytes(16).toString('hex')
      const { authorization } = buyer
      const { status } = await load.post(`/v1/events/${eventId}/queue`, { authorization }, { nonce })
      if (status !== 200) throw new Error(`entering was answered ${status}`)
    }
  }
  await Promise.all(Array.from({ length: HTTP_CONNECTIONS }, comeInTurn))
  return perSecond(OVER_HTTP, started)
}

/** @returns seconds from the closing of the lobby until everybody can learn their number. */
async function closeAndDraw({ db }: BenchFoyer, eventId: string): Promise<number> {
  const started = performance.now()
  await db.sql`
    update on_sales set lobby_closes_at = now() - interval '2 seconds', on_sale_at = now() - interval '1 second'
     where event_id = ${eventId}`
  while (performance.now() - started < DRAWN_WITHIN_MS) {
    await sleep(100)
    if ((await readQueue(db.sql, eventId))?.drawnAt) return Math.round(performance.now() - started) / 1_000
  }
  throw new Error(`not drawn within ${DRAWN_WITHIN_MS} ms`)
}

/** @returns how many are let in a second, with room for all that the installation is taken to bear. */
async function letIn({ db }: BenchFoyer, eventId: string): Promise<number> {
  await sleep(STEPS_WATCHED_MS)
  const queue = await readQueue(db.sql, eventId)
  return Math.round(((queue?.watermark ?? 0) / STEPS_WATCHED_MS) * 1_000)
}

/** A draw by itself: seconds for list and tree, and for the order; and bytes that stay in memory for each entrant. */
function drawOf(entrants: number) {
  const commitments = new Uint8Array(randomBytes(32 * entrants))
  const started = performance.now()
  const list = listCommitments(commitments)
  const levels = merkleLevels(list)
  const listed = performance.now()
  const order = drawOrder(list, randomBytes(32))
  const done = performance.now()
  const bytes = list.length + order.byteLength + levels.reduce((sum, level) => sum + level.length, 0)
  return {
    entrants,
    listAndTreeSeconds: Math.round(listed - started) / 1_000,
    orderSeconds: Math.round(done - listed) / 1_000,
    bytesPerEntrant: Math.round(bytes / entrants),
  }
}

async function rowBytes({ db }: BenchFoyer, eventId: string): Promise<number> {
  const [row] = await db.sql<{ bytes: number }[]>`
    select (pg_total_relation_size('queue_entries') / greatest(1, count(*)))::integer as bytes
      from queue_entries where event_id = ${eventId}`
  return row?.bytes ?? 0
}

const perSecond = (count: number, started: number): number =>
  Math.round((count * 1_000) / (performance.now() - started))
