import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { compileManifest } from '@foyer/contract'
import { addressFault } from '../address.ts'
import { endings, type Ending } from '../load/plan.ts'
import { houseOf, seatsOf } from '../plan-of-places.ts'
import { NOTHING_SEEN, type Second } from '../recorder.ts'
import { readMetrics } from '../watch.ts'
import { adviseOn, type AdviceFacts } from './advise.ts'
import { findBends } from './bends.ts'
import { chart } from './chart.ts'
import { renderReport } from './page.ts'
import type { RehearsalReport } from './report.ts'

const atEase: AdviceFacts = {
  buyers: 10_000,
  places: 1_000,
  peopleAtOnce: 500,
  peoplePerMinute: null,
  processors: 8,
  processes: 1,
  databasePool: 10,
  lanePool: 3,
  holdSeconds: 600,
  proofOfWork: true,
  edge: true,
  failedShare: 0,
  busyHoldShare: 0,
  p99Ms: 80,
  pressure: 0,
  loopP99Ms: 20,
  processCores: 0.5,
  machineBusy: 0.4,
  busySessions: 4,
  heldBackBy: { capacity: 1 },
  admittedPerMinute: 1_200,
  admittedAtMost: 1_500,
  placesPerHold: 2,
  readsPerSecond: 100,
  reads: 10_000,
  readsThrough: 200,
  placesLeftHeld: 0,
  everythingTakenAfter: 60,
  loadLateMs: 10,
}

/** Settings that are to be changed, with what to. */
const changes = (facts: Partial<AdviceFacts>) =>
  Object.fromEntries(
    adviseOn({ ...atEase, ...facts }).flatMap(({ kind, setting, to }) => (kind === 'change' ? [[setting, to]] : [])),
  )

describe('what to set', () => {
  test('is nothing where nothing bent', () => {
    assert.deepEqual(changes({}), {})
    assert.deepEqual(
      adviseOn(atEase).map(({ kind }) => kind),
      ['keep', 'keep', 'keep'],
    )
  })

  test('is a pace of seven tenths of what was borne, and half as many at once, where it gave way', () => {
    for (const facts of [{ failedShare: 0.01 }, { busyHoldShare: 0.05 }, { pressure: 1.5 }])
      assert.deepEqual(changes(facts), { peoplePerMinute: '840', peopleAtOnce: '250' })
    assert.equal(changes({ pressure: 2, admittedPerMinute: 10 }).peoplePerMinute, '750')
  })

  test('is twice as many at once where the cap held people back from an installation at ease, and no more than buy', () => {
    assert.deepEqual(changes({ heldBackBy: { cap: 0.9 }, peopleAtOnce: 100 }), { peopleAtOnce: '200' })
    assert.deepEqual(changes({ heldBackBy: { cap: 0.9 }, peopleAtOnce: 600 }), { peopleAtOnce: '650' })
    assert.deepEqual(changes({ heldBackBy: { cap: 0.9 }, peopleAtOnce: 100, pressure: 0.5 }), {})
  })

  test('is more processes while there are cores, and more cores when there are none', () => {
    assert.deepEqual(changes({ processCores: 0.98 }), { PROCESSES: '2' })
    assert.deepEqual(changes({ loopP99Ms: 400, processes: 4 }), { PROCESSES: '7' })
    assert.deepEqual(changes({ processCores: 0.98, processors: 2 }), { 'the machine': 'more cores' })
    assert.deepEqual(changes({ machineBusy: 0.97 }), { 'the machine': 'more cores' })
  })

  test('is a larger pool where all its sessions were at work and answers took long', () => {
    assert.deepEqual(changes({ busySessions: 13, p99Ms: 900 }), { DATABASE_POOL: '20' })
    assert.deepEqual(changes({ busySessions: 13, p99Ms: 100 }), {})
  })

  test('is nginx in front where public reads were the load', () => {
    assert.deepEqual(changes({ edge: false, readsPerSecond: 5_000 }), { 'nginx of deploy/': 'in front' })
    assert.deepEqual(changes({ readsPerSecond: 5_000 }), {})
  })

  test('is a shorter hold where people who had left kept places', () => {
    assert.deepEqual(changes({ placesLeftHeld: 100 }), { HOLD_SECONDS: '300' })
  })

  test('begins with what makes the figures doubtful', () => {
    const [first] = adviseOn({ ...atEase, loadLateMs: 500, failedShare: 0.1 })
    assert.equal(first?.kind, 'look')
    assert.match(first?.why ?? '', /500 ms late/)
  })
})

const aSecond = (second: number, more: Partial<Second> = {}): Second => ({
  ...NOTHING_SEEN,
  second,
  arrived: 10,
  entered: 9,
  admitted: 1,
  holds: 1,
  orders: 1,
  placesSold: 2,
  done: 30,
  refused: 0,
  failed: 0,
  reads: 100,
  readsThrough: 2,
  waiting: 50,
  inside: 3,
  p50: 3,
  p95: 10,
  p99: 20,
  holdP99: 12,
  lateMs: 2,
  ...more,
})

describe('where it bent', () => {
  test('is told as stretches, with what was worst in each', () => {
    const failed = new Map([
      [3, 4],
      [5, 9],
      [20, 1],
    ])
    const seconds = Array.from({ length: 30 }, (_, at) =>
      aSecond(at, { failed: failed.get(at) ?? 0, shed: at < 10 ? 0 : 5 }),
    )
    assert.deepEqual(findBends(seconds), [
      {
        what: 'requests failed',
        worst: '9 in one second',
        stretches: [
          { from: 3, to: 5 },
          { from: 20, to: 20 },
        ],
      },
      {
        what: 'what can wait was refused, so that what cannot went on',
        worst: '5 requests between two looks',
        stretches: [{ from: 10, to: 10 }],
      },
    ])
    assert.deepEqual(findBends([aSecond(0), aSecond(1)]), [])
  })
})

const EVIL = `"><script>alert('x')</script>&`

const aReport = (): RehearsalReport => ({
  version: EVIL,
  at: '2027-03-01T10:00:00.000Z',
  settings: {
    url: `http://localhost/${EVIL}`,
    buyers: 300,
    places: 60,
    curve: 'worldcup98',
    minutes: 4,
    seed: 1,
    peopleAtOnce: 30,
    peoplePerMinute: null,
    sessionSeconds: 60,
    proofOfWork: false,
    edge: true,
    connections: 10,
    threads: 1,
    haste: 7.5,
    payments: 'sandbox',
    processes: 1,
    databasePool: 10,
    lanePool: 3,
    holdSeconds: 600,
  },
  machine: { processors: 2, model: EVIL, memoryBytes: 2 ** 30, node: '24' },
  verdict: {
    wrongs: [EVIL],
    invariantsAsked: 70,
    invariantsBroken: [EVIL],
    draw: EVIL,
    placesSoldByBuyers: 2,
    placesSoldByInstallation: 2,
  },
  removed: { rows: 10, seconds: 1, brokenAfterwards: [] },
  ended: EVIL,
  figures: {
    arrived: 300,
    entered: 290,
    admitted: 30,
    holds: 30,
    ordersSold: 28,
    placesSold: 58,
    requests: 900,
    reads: 9_000,
    readsThrough: 50,
    reloads: 80,
    cheatsRefused: 12,
    failedShare: 0.0005,
    peak: { arrivals: 20, entries: 19, requests: 60, reads: 400, holds: 5, placesSold: 10, waiting: 260, inside: 20 },
    everythingTakenAfter: 12,
    p50: 4,
    p95: 20,
    p99: 60,
    loopP99Ms: null,
    memoryBytes: null,
    commitsPerSecond: 80,
    busySessions: 2,
    machineBusy: 0.5,
    loadLateMs: 3,
    databaseGrewBytes: 0,
  },
  endings: Object.fromEntries(endings.map((ending) => [ending, 1])) as Record<Ending, number>,
  steps: [{ step: 'hold', done: 30, refused: 2, failed: 0, p50: 3, p95: 10, p99: 20, max: 21 }],
  refusals: [{ reason: EVIL, count: 2 }],
  failures: [{ reason: EVIL, count: 1 }],
  bends: [{ what: EVIL, worst: EVIL, stretches: [{ from: 1, to: 2 }] }],
  advice: [{ kind: 'change', setting: EVIL, to: EVIL, why: EVIL }],
  marks: { lobbyCloses: 10, onSale: 20 },
  seconds: Array.from({ length: 400 }, (_, at) => aSecond(at)),
})

describe('the page of a report', () => {
  test('lets nothing be markup that was told to it', () => {
    const page = renderReport(aReport())
    assert.doesNotMatch(page, /<script/)
    assert.ok(page.split('&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;').length > 10)
  })

  test('asks nobody for anything, and forbids itself to', () => {
    const page = renderReport(aReport())
    const allowed = /"Content-Security-Policy"\s+content="default-src 'none'; style-src 'sha256-([\w+/=]+)'/.exec(page)
    const style = /<style>([^<]*)<\/style>/.exec(page)
    assert.ok(allowed && style)
    // Anything between the tags that is not of the sheet would have the browser refuse all of it.
    assert.equal(
      allowed[1],
      createHash('sha256')
        .update(style[1] ?? '')
        .digest('base64'),
    )
    assert.doesNotMatch(page, /(src|href|action)=|url\(|@import| style=/)
    // The one address in it is where it was played, as text.
    assert.equal(page.split('http').length - 1, 'http-equiv http://localhost'.split('http').length - 1)
  })

  test('says at once what must hold and did not', () => {
    const bad = renderReport(aReport())
    assert.match(bad, /Something that must hold did not\./)
    const good = aReport()
    const verdict = { ...good.verdict, wrongs: [], invariantsBroken: [], draw: 'good' }
    assert.match(renderReport({ ...good, verdict }), /Nothing was sold twice, and everything that must hold did\./)
  })

  test('draws no chart of what was not to be seen, and peaks even where seconds share a point', () => {
    const quiet = { title: 'T', unit: 'u', marks: [] }
    assert.equal(chart({ ...quiet, series: [{ name: 'n', values: [null, null, null] }] }), undefined)
    const values = Array.from({ length: 2_000 }, (_, at) => (at === 1_234 ? 100 : 1))
    const drawn = chart({ ...quiet, series: [{ name: 'n', values }] })?.text ?? ''
    // The top of the plot is y = 12.
    assert.match(drawn, /L\d+(\.\d)? 12L/)
  })
})

describe('a rehearsal', () => {
  test('sends nothing to an address that is neither this machine nor PUBLIC_URL', () => {
    for (const url of [
      'http://localhost:3000',
      'http://127.0.0.1:80',
      'http://[::1]:3000',
      'https://tickets.example.org',
    ])
      assert.equal(addressFault(url, 'https://tickets.example.org/'), undefined, url)
    for (const url of [
      'https://example.org',
      'http://tickets.example.org',
      'http://localhost.example.org',
      'http://127.0.0.1.example.org',
      'http://192.168.0.1',
    ])
      assert.match(addressFault(url, 'https://tickets.example.org') ?? '', /its own installation alone/, url)
  })

  test('has exactly as many places as were asked for, seats first', () => {
    for (const places of [10, 40, 60, 2_000, 2_001, 10_000]) {
      const { manifest, area } = houseOf(places, 'x')
      const compiled = compileManifest(manifest)
      assert.equal(compiled.count, places)
      assert.equal(area === undefined, places % 40 === 0)
      if (area !== undefined) assert.equal(compiled.address(seatsOf(places)).row, null)
    }
  })

  test('reads what /metrics tells, and leaves out what it does not', () => {
    const text = [
      '# HELP nodejs_eventloop_lag_p99_seconds x',
      'nodejs_eventloop_lag_p99_seconds 0.0125',
      'process_resident_memory_bytes 1048576',
      'foyer_node{name="pressure"} 0.5',
      'foyer_node{name="shed_extra"} 1',
      'foyer_node{name="shed_ordinary"} 2',
      'foyer_node{name="shed_vital"} 0',
    ].join('\n')
    assert.deepEqual(readMetrics(text), {
      loopP99Ms: 12.5,
      memoryBytes: 1_048_576,
      cpuSeconds: null,
      pressure: 0.5,
      shed: 3,
    })
    assert.deepEqual(readMetrics('<html>'), {
      loopP99Ms: null,
      memoryBytes: null,
      cpuSeconds: null,
      pressure: null,
      shed: null,
    })
  })
})
