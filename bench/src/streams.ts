import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createAccessTokens } from '@foyer/server/accounts/access-token'
import { systemClock } from '@foyer/server/platform/clock'
import { newId } from '@foyer/server/platform/ids'
import { openFilesMax } from '@foyer/server/platform/open-files'
import { addWaitingRoom, seatedEvent, standingEvent } from './lib/bench-event.ts'
import { startBenchFoyer, type BenchFoyer } from './lib/bench-foyer.ts'
import { httpLoad } from './lib/http.ts'
import { Listeners } from './lib/listeners.ts'
import { memoryMiBOf } from './lib/process-cpu.ts'
import type { BenchResult } from './lib/report.ts'

const STREAMS = 20_000
const PER_ADDRESS = 500
const CHANGES = 5
const PAUSE_MS = 1_500
/** Of open files that a process needs for other things than streams. */
const OTHER_FILES = 1_500
const BARE_STREAMS = 10_000
const SLOW = { streams: 40, seats: 20_000, atOnce: 10_000, changesMax: 120 } as const
const BARE_SERVER = fileURLToPath(new URL('lib/bare-streams.ts', import.meta.url))

/**
 * What do 20,000 open streams cost a node in memory, how soon has a change reached all of them, from when it was asked for
 * to the last reader, and does a node get rid of those who do not read? First all of them watch the places of one event,
 * then all of them the status of a queue. Clients are processes of their own, from many addresses. Where the system allows a
 * process fewer open files than that, the node has two processes on its port. The baseline is a bare node:http server; the
 * ratio is that of its memory for a stream to Foyer's.
 */
export async function streams(): Promise<BenchResult> {
  const processes = Math.ceil(STREAMS / (openFilesMax() - OTHER_FILES))
  const slowReaders = await followSlowly()
  const bare = await followBare()
  await using foyer = await startBenchFoyer(['api', 'worker'], {
    PROCESSES: String(processes),
    STREAMS_MAX: '30000',
    STREAMS_PER_NETWORK: String(PER_ADDRESS * 2),
  })
  const availability = await followAvailability(foyer)
  const status = await followStatus(foyer)
  return {
    figures: { availability, status, slowReaders },
    baseline: { bareHttp: bare },
    ratio: Math.round((bare.kibPerStream / availability.kibPerStream) * 100) / 100,
    invariants: await foyer.checkInvariants(),
    settings: {
      ...foyer.settings,
      streams: STREAMS,
      perAddress: PER_ADDRESS,
      bareStreams: BARE_STREAMS,
      slow: SLOW,
      openFilesMax: openFilesMax(),
      processesOfTheNode: processes,
      memory: 'PSS of all its processes',
    },
  }
}

async function followAvailability(foyer: BenchFoyer) {
  const eventId = await seatedEvent(foyer.db, 2_000)
  const buyers = await foyer.addBuyers(CHANGES + 1)
  await using http = httpLoad(foyer.url, 4)
  let next = 0
  const hold = async () => {
    const { authorization = '' } = buyers[next] ?? {}
    const headers = { authorization, 'idempotency-key': newId() }
    const { status } = await http.post(`/v1/events/${eventId}/holds`, headers, { places: [next++] })
    if (status !== 201) throw new Error(`a hold was answered ${status}`)
  }
  await hold()
  // Waited for here: the connections of the buyer end with this.
  return await follow(
    portOf(foyer),
    foyer.pids.roles[0] ?? 0,
    `/v1/events/${eventId}/availability/stream`,
    STREAMS,
    async (all) => all.timeChange(`"taken":[${next}]`, hold),
  )
}

async function followStatus(foyer: BenchFoyer) {
  const eventId = await standingEvent(foyer.db, 1_000)
  await addWaitingRoom(foyer.db, foyer.deriveKey, eventId)
  const authorization = await organiserOf(foyer, eventId)
  const say = async (message: string) => {
    const answer = await fetch(`${foyer.url}/v1/events/${eventId}/queue/controls`, {
      method: 'PATCH',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ message }),
    })
    if (!answer.ok) throw new Error(`a message to the queue was answered ${answer.status}`)
  }
  const [path, pid] = [`/v1/events/${eventId}/queue/stream`, foyer.pids.roles[0] ?? 0]
  return follow(portOf(foyer), pid, path, STREAMS, async (all, change) =>
    all.timeChange(`bench ${change}!`, () => say(`bench ${change}!`)),
  )
}

/** Some follow and never read; changes are made large until they are dropped. */
async function followSlowly() {
  await using foyer = await startBenchFoyer(['api'])
  const eventId = await seatedEvent(foyer.db, SLOW.seats)
  const headers = { authorization: await organiserOf(foyer, eventId), 'content-type': 'application/json' }
  const places = Array.from({ length: SLOW.atOnce }, (_, place) => place)
  const path = `/v1/events/${eventId}/availability/stream`
  const some = { port: portOf(foyer), path, count: SLOW.streams, perAddress: PER_ADDRESS }
  await using slow = await Listeners.open({ ...some, isDeaf: true })
  await using quick = await Listeners.open({ ...some, firstAddress: 10 })
  let changes = 0
  while (changes < SLOW.changesMax && (await openStreams(foyer)) > SLOW.streams) {
    const isBlocked = changes++ % 2 === 1
    const answer = await fetch(`${foyer.url}/v1/events/${eventId}/blocks`, {
      method: isBlocked ? 'DELETE' : 'POST',
      headers,
      body: JSON.stringify(isBlocked ? { places } : { places, reason: 'house' }),
    })
    if (!answer.ok) throw new Error(`a change of many places was answered ${answer.status}: ${await answer.text()}`)
    await sleep(PAUSE_MS / 4)
  }
  const opened = (await slow.count()).open
  const dropped = opened + (await quick.count()).open - (await openStreams(foyer))
  const { broken } = await foyer.checkInvariants()
  if (broken.length > 0) throw new Error(`broken: ${broken.join(', ')}`)
  return { slow: opened, dropped, changes, quickOnesLeft: (await quick.count()).open }
}

async function followBare() {
  const child = spawn(process.execPath, [BARE_SERVER], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line]: unknown[] = await once(child.stdout, 'data')
  const port = Number(String(line))
  try {
    return await follow(port, child.pid ?? 0, '/', BARE_STREAMS, async (all, change) =>
      all.timeChange(`bare ${change}!`, () => fetch(`http://127.0.0.1:${port}/change`)),
    )
  } finally {
    child.kill('SIGTERM')
  }
}

/** Opens so many streams, makes changes, and tells what all of it took. */
async function follow(
  port: number,
  pid: number,
  path: string,
  count: number,
  change: (all: Listeners, number: number) => ReturnType<Listeners['timeChange']>,
) {
  const before = memoryMiBOf(pid)
  const started = performance.now()
  await using all = await Listeners.open({ port, path, count, perAddress: PER_ADDRESS })
  const openedSeconds = Math.round((performance.now() - started) / 100) / 10
  const changes = []
  for (let number = 0; number < CHANGES; number++) {
    await sleep(PAUSE_MS)
    changes.push((await change(all, number)) ?? null)
  }
  const after = memoryMiBOf(pid)
  return {
    openedSeconds,
    memoryMiB: { before, after },
    kibPerStream: Math.round((((after - before) * 1_024) / count) * 10) / 10,
    msToTheLast: changes.map((one) => one?.ms ?? null),
    slowestMs: changes.includes(null) ? null : Math.max(...changes.map((one) => one?.ms ?? 0)),
    ...(await all.count()),
  }
}

const portOf = ({ url }: BenchFoyer): number => Number(new URL(url).port)

/** Signs in as whoever put the event up. */
async function organiserOf({ db, deriveKey }: BenchFoyer, eventId: string): Promise<string> {
  const [event] = await db.sql<{ accountId: string }[]>`
    select organiser_id as "accountId" from events where event_id = ${eventId}`
  const actor = { accountId: event?.accountId ?? '', kind: 'vendor' as const, sessionId: newId() }
  return `Bearer ${await createAccessTokens(deriveKey, systemClock).issue(actor)}`
}

async function openStreams({ url }: BenchFoyer): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`, { headers: { connection: 'close' } })).text()
  return Number(/^foyer_event_streams (\d+)/m.exec(metrics)?.[1] ?? 0)
}
