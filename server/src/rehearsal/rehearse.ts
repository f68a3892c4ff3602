import { cpus, totalmem } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { connect, Refused } from '@foyer/contract/client'
import { inventoryRoutes } from '@foyer/contract/inventory'
import { queueRoutes } from '@foyer/contract/queue'
import { MINUTE_MS, SECOND_MS, type Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { addressFault, provenInstallation } from './address.ts'
import { curves, type CurveName } from './load/curve.ts'
import { houseOf, seatsOf } from './plan-of-places.ts'
import type { Progress } from './progress.ts'
import { countDatabase, findRehearsals } from './queries.ts'
import { Recorder } from './recorder.ts'
import { adviseOn } from './report/advise.ts'
import { findBends } from './report/bends.ts'
import type { RehearsalReport, RehearsalSettings, Verdict } from './report/report.ts'
import {
  beginSpace,
  fillSpace,
  openSale,
  removeAll,
  removeSpace,
  whileAlone,
  type RehearsalNeighbours,
  type Space,
} from './space.ts'
import { adviceFacts, figuresOf } from './summary.ts'
import { startThreads, type Threads } from './threads.ts'
import { Watch } from './watch.ts'

/** What a rehearsal is asked to be. */
export interface RehearsalWish {
  readonly url: string
  readonly buyers: number
  readonly places: number
  readonly curve: CurveName
  /** Over which people come. */
  readonly minutes: number
  /** From the closing of the lobby to the sale; a draw that takes longer puts it off. */
  readonly drawSeconds: number
  readonly seed: number
  /** Undefined: half as many as there are places. */
  readonly peopleAtOnce: number | undefined
  readonly peoplePerMinute: number | undefined
  readonly proofOfWork: boolean
  readonly edge: boolean
  readonly connections: number
  readonly threads: number
  /** Also while a real sale goes on, or is about to. */
  readonly force: boolean
}

/** How the installation was set, as far as this command was set likewise. */
export type InstallationSettings = Pick<
  RehearsalSettings,
  'processes' | 'databasePool' | 'lanePool' | 'holdSeconds'
> & { readonly publicUrl: string | undefined }

export interface RehearsalServices {
  readonly db: Database
  readonly neighbours: RehearsalNeighbours
  readonly version: string
  readonly installation: InstallationSettings
  /** The thread of load, and what the access tokens of the installation are signed with. */
  readonly script: URL
  readonly tokenKey: Uint8Array
  /** The database's. */
  readonly clock: Clock
  signIn(accountId: string, kind: 'vendor'): Promise<string>
  /** Real sales that go on or come within an hour: their events. */
  findSalesAbout(): Promise<readonly string[]>
  countUnsettled(eventId: string): Promise<number>
  /** `good`: a draw comes out again by its file; otherwise what is wrong with it. */
  verifyDraw(file: unknown): string
  findBroken(): Promise<{ asked: number; broken: readonly string[] }>
  readonly progress: Progress
  /** Ends the rehearsal early; what was made is removed. */
  readonly signal: AbortSignal
}

/** Half an hour is what a lobby takes as a rule; whoever rehearses in less time has people hurry. */
const REAL_MINUTES = 30
const LOBBY_MIN_MS = 2 * SECOND_MS
const SESSION_SECONDS = 600
const SESSION_SECONDS_MIN = 60
/** All-in, in the sandbox. */
const PRICE = 2_500
const KNOWN_WITHIN_MS = 20 * SECOND_MS
/** After everybody has come and the sale has begun, so long at most; and so long for a draw that does not come. */
const TAIL_MINUTES = 6
const DRAWN_WITHIN_MINUTES = 10
/** Nobody was let in, held or bought for so long: nothing more will come. */
const STALLED_S = 60
/** Nothing was left for so long, and nobody inside: whoever waits still will get nothing. */
const NOTHING_LEFT_S = 5
const SETTLED_WITHIN_MS = 60 * SECOND_MS
const STOPPED = 'it was told to stop'
export const ANOTHER_REHEARSAL =
  'Another rehearsal goes on against this database, or is being removed: wait for its end.'
/** In which every process hears of a waiting room that was opened, as a rule. */
const KNOWN_MS = 2 * SECOND_MS

/**
 * Plays a synthetic on-sale against the installation at an address, in a space of its own, and removes that again whatever
 * comes. Nobody else rehearses meanwhile, or removes rehearsals.
 * @throws Error with a plain sentence when it may not begin: a strange address, a real sale about, nobody answering,
 * another rehearsal that goes on.
 */
export async function rehearse(wish: RehearsalWish, services: RehearsalServices): Promise<RehearsalReport> {
  const alone = await whileAlone(services.db, () => rehearseAlone(wish, services))
  if (alone === undefined) throw new Error(ANOTHER_REHEARSAL)
  return alone.done
}

async function rehearseAlone(wish: RehearsalWish, services: RehearsalServices): Promise<RehearsalReport> {
  const { db, neighbours, progress, installation } = services
  const fault = addressFault(wish.url, installation.publicUrl)
  if (fault !== undefined) throw new Error(fault)
  const before = await removeAll(db, neighbours)
  if (before.rehearsals > 0) progress.line(`what was left of an earlier rehearsal was removed: ${before.rows} rows`)
  const about = wish.force ? [] : await services.findSalesAbout()
  if (about.length > 0)
    throw new Error(
      `A real sale goes on, or begins within the hour (event ${about.join(', event ')}): rehearse later, or say --force.`,
    )
  const space = await beginSpace(db.sql, wish.buyers)
  let played: Played | undefined
  try {
    const { payments } = await provenInstallation(wish.url, space)
    await fillSpace(db.sql, space, wish.buyers, neighbours, (done) => progress.part('people', done, wish.buyers))
    played = await play(wish, services, space, payments === 'sandbox')
  } finally {
    progress.line('removing it again')
    const started = performance.now()
    const row = (await findRehearsals(db.sql)).find(({ rehearsalId }) => rehearsalId === space.rehearsalId)
    const rows = row === undefined ? 0 : await removeSpace(db, row, neighbours)
    if (played !== undefined) played.removed = { rows, seconds: (performance.now() - started) / 1_000 }
  }
  const { broken } = await services.findBroken()
  return reportOf(wish, services, played, broken)
}

interface Played {
  readonly settings: RehearsalSettings
  readonly recorder: Recorder
  readonly verdict: Verdict
  readonly ended: string
  readonly marks: RehearsalReport['marks']
  readonly databaseGrewBytes: number
  removed: { readonly rows: number; readonly seconds: number }
}

async function play(
  wish: RehearsalWish,
  services: RehearsalServices,
  space: Space,
  isSandbox: boolean,
): Promise<Played> {
  const { db, neighbours, progress } = services
  const settings = settingsOf(wish, services.installation, isSandbox)
  const durationMs = wish.minutes * MINUTE_MS
  const drawMs = wish.drawSeconds * SECOND_MS
  const lobbyMs = Math.max(LOBBY_MIN_MS, curves[wish.curve].saleAt * durationMs - drawMs)
  const { manifest, area } = houseOf(wish.places, `Rehearsal ${space.rehearsalId}`)
  const { peopleAtOnce, peoplePerMinute, sessionSeconds, proofOfWork } = settings
  const bytesBefore = (await countDatabase(db.sql)).bytes
  const price = isSandbox ? PRICE : 0
  const pace = { peopleAtOnce, peoplePerMinute, sessionSeconds, proofOfWork }
  const recorder = new Recorder(wish.threads)
  const { tokenKey, clock } = services
  const sold = new Int32Array(new SharedArrayBuffer(4 * wish.places))
  const threads = await startThreads(services.script, wish.threads, { tokenKey, now: clock.now().getTime() }, recorder)
  try {
    const sale = { manifest, price, lobbyMs: lobbyMs + KNOWN_MS, drawMs, ...pace }
    const { eventId } = await openSale(db, space, sale, neighbours)
    const opened = performance.now()
    await knownAt(wish.url, eventId)
    const startsAt = Date.now()
    const lead = performance.now() - opened
    threads.begin(
      Array.from({ length: wish.threads }, (_, thread) => ({
        url: wish.url,
        rehearsalId: space.rehearsalId,
        eventId,
        people: wish.buyers,
        thread,
        threads: wish.threads,
        seed: wish.seed,
        curve: wish.curve,
        durationMs,
        startsAt,
        haste: settings.haste,
        connections: Math.max(1, Math.floor(wish.connections / wish.threads)),
        edge: wish.edge,
        proofOfWork,
        pays: isSandbox,
        area,
        seats: seatsOf(wish.places),
        sold,
      })),
    )
    const ended = await watchSale({ wish, services, space, eventId, recorder, threads, startsAt })
    if (services.signal.aborted) throw new Error('The rehearsal was told to stop: there is no report of it.')
    progress.line('cancelling what was not paid, and waiting for the last orders')
    await threads.finish()
    await settled(services, eventId)
    const verdict = await judge(wish, services, eventId, recorder, sold)
    const databaseGrewBytes = Math.max(0, (await countDatabase(db.sql)).bytes - bytesBefore)
    const lobbyCloses = (lobbyMs + KNOWN_MS - lead) / SECOND_MS
    const marks = { lobbyCloses, onSale: lobbyCloses + wish.drawSeconds }
    return { settings, recorder, verdict, ended, marks, databaseGrewBytes, removed: { rows: 0, seconds: 0 } }
  } finally {
    await threads.stop()
  }
}

function settingsOf(
  wish: RehearsalWish,
  { publicUrl: _url, ...set }: InstallationSettings,
  isSandbox: boolean,
): RehearsalSettings {
  const { force: _force, peopleAtOnce, peoplePerMinute, ...asked } = wish
  const haste = Math.max(1, REAL_MINUTES / wish.minutes)
  return {
    ...asked,
    ...set,
    haste,
    peopleAtOnce: peopleAtOnce ?? Math.max(1, Math.ceil(wish.places / 2)),
    peoplePerMinute: peoplePerMinute ?? null,
    sessionSeconds: Math.max(SESSION_SECONDS_MIN, Math.round(SESSION_SECONDS / haste)),
    payments: isSandbox ? 'sandbox' : 'nothing',
  }
}

/** Waits until the processes behind an address know of the waiting room. */
async function knownAt(url: string, eventId: string): Promise<void> {
  const client = connect(url)
  const deadline = performance.now() + KNOWN_WITHIN_MS
  for (;;) {
    const status = await client.call(queueRoutes.status, { params: { eventId } }).catch((error: unknown) => {
      if (!(error instanceof Refused) || performance.now() > deadline) throw error
    })
    if (status !== undefined) return
    await wait(SECOND_MS / 5)
  }
}

interface Watched {
  readonly wish: RehearsalWish
  readonly services: RehearsalServices
  readonly space: Space
  readonly eventId: string
  readonly recorder: Recorder
  readonly threads: Threads
  readonly startsAt: number
}

/** Looks on once a second until the sale is over. @returns why it ended, in words. */
async function watchSale({ wish, services, space, eventId, recorder, threads, startsAt }: Watched): Promise<string> {
  const { progress, signal } = services
  const signIn = () => services.signIn(space.organiserId, 'vendor')
  const watch = new Watch({ url: wish.url, eventId, sql: services.db.sql, signIn })
  let [moved, movedAt, emptySince, openSince] = [0, 0, Infinity, Infinity]
  for (;;) {
    await wait(SECOND_MS - (performance.now() % SECOND_MS), undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return STOPPED
    if (threads.failed !== undefined) throw new Error('A thread of load died.', { cause: threads.failed })
    const second = Math.floor((Date.now() - startsAt) / SECOND_MS)
    const sample = await watch.look()
    recorder.see(second, sample)
    const where = recorder.whereabouts()
    const soldPlaces = recorder.total('places sold')
    progress.second(
      second,
      soldPlaces / wish.places,
      `${soldPlaces} of ${wish.places} sold · ${recorder.total('arrived')} came · ${where.waiting} wait · ${where.inside} inside · ${recorder.requests('failed')} failed`,
    )
    const moves = recorder.total('arrived') + recorder.total('admitted') + recorder.total('hold done') + soldPlaces
    if (moves !== moved) [moved, movedAt] = [moves, second]
    // A look that saw nothing says nothing.
    if (sample.placesLeft === 0) emptySince = Math.min(emptySince, second)
    else if (sample.placesLeft !== null) emptySince = Infinity
    if (sample.isOpen) openSince = Math.min(openSince, second)
    const since =
      openSince === Infinity ? wish.minutes * 60 + DRAWN_WITHIN_MINUTES * 60 : Math.max(openSince, wish.minutes * 60)
    if (second > since + TAIL_MINUTES * 60) return 'its time was over'
    if (recorder.total('arrived') < wish.buyers) continue
    if (where.waiting + where.inside === 0) return 'everybody had come, and gone'
    if (where.inside === 0 && second - emptySince >= NOTHING_LEFT_S)
      return 'every place was sold, or held by people who had left'
    if (second - Math.max(movedAt, openSince) >= STALLED_S)
      return `nobody was let in, held or bought for ${STALLED_S} s`
  }
}

/** Waits until no order has anything under way, a minute at most: what is not then is told by the invariants. */
async function settled(services: RehearsalServices, eventId: string): Promise<void> {
  const deadline = performance.now() + SETTLED_WITHIN_MS
  while (performance.now() < deadline && (await services.countUnsettled(eventId)) > 0) await wait(SECOND_MS / 2)
}

async function judge(
  wish: RehearsalWish,
  services: RehearsalServices,
  eventId: string,
  recorder: Recorder,
  sold: Int32Array,
): Promise<Verdict> {
  const client = connect(wish.url)
  const params = { eventId }
  const { counts } = await client.call(inventoryRoutes.availability, { params })
  const placesSoldByInstallation = counts.reduce((sum, one) => sum + one.sold, 0)
  const placesSoldByBuyers = sold.reduce((sum, person) => sum + (person === 0 ? 0 : 1), 0)
  if (placesSoldByBuyers > placesSoldByInstallation)
    recorder.wrongs.push(
      `buyers have tickets for ${placesSoldByBuyers} places, and the installation sold ${placesSoldByInstallation}`,
    )
  const { asked, broken } = await services.findBroken()
  const { inLobby, drawn } = await client.call(queueRoutes.status, { params })
  let draw: Verdict['draw'] = inLobby === 0 ? 'none' : 'it was not decided before the end'
  if (inLobby > 0 && drawn) {
    const file = (await client.call(queueRoutes.draw, { params, timeoutMs: MINUTE_MS })) as Uint8Array
    draw = services.verifyDraw(JSON.parse(Buffer.from(file).toString()))
  }
  return {
    wrongs: recorder.wrongs,
    invariantsAsked: asked,
    invariantsBroken: broken,
    draw,
    placesSoldByBuyers,
    placesSoldByInstallation,
  }
}

function reportOf(
  wish: RehearsalWish,
  services: RehearsalServices,
  played: Played,
  brokenAfterwards: readonly string[],
): RehearsalReport {
  const { recorder, settings, verdict, ended, marks, removed } = played
  const seconds = recorder.seconds()
  const figures = figuresOf(recorder, seconds, marks.onSale, played.databaseGrewBytes)
  const processors = cpus()
  const told = (kind: string) =>
    [...recorder.totals]
      .flatMap(([what, count]) => (what.startsWith(`${kind} `) ? [{ reason: what.slice(kind.length + 1), count }] : []))
      .sort((a, b) => b.count - a.count)
  return {
    version: services.version,
    at: new Date().toISOString(),
    settings,
    machine: {
      processors: processors.length,
      model: processors[0]?.model.trim() ?? 'unknown',
      memoryBytes: totalmem(),
      node: process.versions.node,
    },
    verdict,
    removed: { ...removed, brokenAfterwards },
    ended,
    figures,
    endings: recorder.whereabouts().ended,
    steps: recorder.steps(),
    refusals: told('refused'),
    failures: told('failed'),
    bends: findBends(seconds),
    advice: adviseOn(adviceFacts(recorder, seconds, figures, settings, processors.length)),
    marks,
    seconds,
  }
}

/** Whether all that must hold did. */
export const isGood = ({ verdict, removed }: RehearsalReport): boolean =>
  verdict.wrongs.length === 0 &&
  verdict.invariantsBroken.length === 0 &&
  removed.brokenAfterwards.length === 0 &&
  (verdict.draw === 'good' || verdict.draw === 'none')
