import { randomBytes } from 'node:crypto'
import { newId } from '@foyer/server/platform/ids'
import { EntryDesk } from '@foyer/server/queue/entry-desk'
import { enterQueue, type Entrant } from '@foyer/server/queue/queries/entries'
import { addWaitingRoom, standingEvent } from './lib/bench-event.ts'
import { startBenchFoyer, type BenchFoyer } from './lib/bench-foyer.ts'
import { crowd } from './lib/crowd.ts'
import { postRequest } from './lib/prepared-load.ts'
import { cpuMeter } from './lib/process-cpu.ts'
import type { BenchResult } from './lib/report.ts'

const PLACES = 20_000
const RATES = [2_000, 5_000, 10_000]
const SECONDS = 4
const CONNECTIONS = 500
const ADDRESSES = 250
const DESK_ENTRIES = 40_000
const AT_THE_DOOR_AT_ONCE = 4_000
const BASELINE_CONNECTIONS = 8
const BASELINE_ENTRIES = 4_000

/**
 * How many join a waiting room in a second, each signed in and for the first time, with a signed place in the answer? What
 * is offered does not wait for what was answered. Beside it the desk without HTTP; the baseline is one transaction for each
 * entry. The ratio is that of the desk to the baseline. The processor time of each process says how many cores a rate takes.
 */
export async function rushJoin(): Promise<BenchResult> {
  await using foyer = await startBenchFoyer(['api', 'worker'])
  const runs = []
  for (const perSecond of RATES) runs.push(await joinOverHttp(foyer, perSecond))
  const desk = await byTheDesk(foyer)
  const single = await oneByOne(foyer)
  return {
    figures: { overHttp: runs, deskPerSecond: desk },
    baseline: { oneTransactionAnEntryPerSecond: single, connections: BASELINE_CONNECTIONS },
    ratio: Math.round((desk / single) * 100) / 100,
    invariants: await foyer.checkInvariants(),
    settings: {
      ...foyer.settings,
      generator: 'raw sockets on a thread',
      rates: RATES,
      seconds: SECONDS,
      connections: CONNECTIONS,
      addresses: ADDRESSES,
      deskEntries: DESK_ENTRIES,
    },
  }
}

/** Offers so many new entrants a second. */
export async function joinOverHttp(foyer: BenchFoyer, perSecond: number) {
  const eventId = await queuedEvent(foyer)
  const buyers = await foyer.addBuyers(perSecond * SECONDS)
  const requests = buyers.map(({ authorization }) =>
    postRequest(`/v1/events/${eventId}/queue`, { authorization }, { nonce: randomBytes(16).toString('hex') }),
  )
  const cpu = cpuMeter(foyer)
  const result = await crowd({
    port: Number(new URL(foyer.url).port),
    connections: CONNECTIONS,
    addresses: ADDRESSES,
    phases: [{ perSecond, seconds: SECONDS }],
    requests,
  })
  const { api, postgres } = cpu()
  const { done } = result
  const [row] = await foyer.db.sql<{ entries: number }[]>`
    select count(*) as entries from queue_entries where event_id = ${eventId}`
  return {
    offeredPerSecond: perSecond,
    donePerSecond: Math.round(done / result.elapsedSeconds),
    ...result,
    seconds: undefined,
    rows: row?.entries ?? 0,
    cpuMicrosecondsPerEntry: { api: Math.round((api / done) * 1e6), postgres: Math.round((postgres / done) * 1e6) },
    coresForTenThousandPerSecond: Math.round(((api + postgres) / done) * 10_000 * 10) / 10,
  }
}

async function queuedEvent(foyer: BenchFoyer): Promise<string> {
  const eventId = await standingEvent(foyer.db, PLACES)
  await addWaitingRoom(foyer.db, foyer.deriveKey, eventId)
  return eventId
}

const someone = (): Entrant => ({
  accountId: newId(),
  entryId: newId(),
  nonce: randomBytes(16),
  commitment: randomBytes(32),
  network: randomBytes(32),
  proof: null,
})

/** @returns entries a second, by the door of a node alone. */
async function byTheDesk(foyer: BenchFoyer): Promise<number> {
  const eventId = await queuedEvent(foyer)
  const desk = new EntryDesk(foyer.db.sql, eventId)
  return closedLoop(DESK_ENTRIES, AT_THE_DOOR_AT_ONCE, (entrant) => desk.enter(entrant))
}

/** @returns entries a second, each in a transaction of its own. */
async function oneByOne(foyer: BenchFoyer): Promise<number> {
  const eventId = await queuedEvent(foyer)
  return closedLoop(BASELINE_ENTRIES, BASELINE_CONNECTIONS, (entrant) => enterQueue(foyer.db.sql, eventId, [entrant]))
}

async function closedLoop(entries: number, atOnce: number, enter: (entrant: Entrant) => PromiseLike<unknown>) {
  const entrants = Array.from({ length: entries }, someone)
  const started = performance.now()
  let next = 0
  const one = async (): Promise<void> => {
    for (let entrant = entrants[next++]; entrant !== undefined; entrant = entrants[next++]) await enter(entrant)
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return Math.round((entries * 1_000) / (performance.now() - started))
}
