import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { startSearchEngine, type SearchEngineSandbox } from '@foyer/sandbox/search-engine'
import { changesBehind, forgetChanges, slotGoesOn } from '../../../platform/change-stream.ts'
import { openDatabase, type Database } from '../../../platform/database.ts'
import { silentLog } from '../../../platform/log.ts'
import { migrate } from '../../../platform/migrate.ts'
import { startThrowawayPostgres, type EmbeddedPostgres } from '../../../platform/postgres/index.ts'
import { changeEvent } from '../../change-event.ts'
import { changeShow } from '../../shows.ts'
import { given } from '../../testing/given.ts'
import { readEventSearch } from '../event-search.ts'
import { findEvents } from '../find-events.ts'
import { readDocuments } from './documents.ts'
import { FEED, startFeed, type SearchFeed } from './feed.ts'
import { ALIAS, eventIndex } from './mapping.ts'
import { openEngine } from './open-engine.ts'
import { openWire } from './wire.ts'
import { writeDocuments } from './write-documents.ts'

/** Patience with a busy machine; what is waited for takes a fraction of a second. */
const PATIENCE_MS = 30_000
const DAY_MS = 86_400_000
const FIRST = Date.parse('2035-05-01T18:00:00Z')

describe('a search engine beside the database', () => {
  let postgres: EmbeddedPostgres
  let db: Database
  let sandbox: SearchEngineSandbox
  let feed: SearchFeed
  let organiser: string
  const shows: Record<string, string> = {}
  const events: string[] = []

  before(async () => {
    postgres = await startThrowawayPostgres({
      followable: true,
      settings: { max_slot_wal_keep_size: '32MB', min_wal_size: '32MB', max_wal_size: '64MB' },
    })
    db = openDatabase({ url: postgres.url, poolMax: 6 })
    await migrate(db)
    sandbox = await startSearchEngine()
    const has = given(db)
    organiser = await has.anOrganiser()
    const cities = [
      { city: 'Bristol', location: { lat: 51.45, lng: -2.6 } },
      { city: 'Cardiff', location: { lat: 51.48, lng: -3.18 } },
      { city: '東京', country: 'JP', currency: 'JPY', timeZone: 'Asia/Tokyo', location: { lat: 35.7, lng: 139.75 } },
      { city: 'Nowhere', location: null },
    ]
    const venues = []
    for (const [n, place] of cities.entries()) venues.push(await has.aVenue(organiser, { name: `Hall ${n}`, ...place }))
    const performer = await has.aPerformer(organiser, { name: 'Meridian Quartet', genres: ['Jazz'] })
    const titles = ['Harbour Songs', 'Songs of the Harbour', 'Meridian', 'Ærø Nights', '巨人戦', 'Bristol Fashion']
    for (const [n, title] of titles.entries()) {
      shows[title] = await has.aShow(organiser, {
        title,
        genres: n % 2 === 0 ? ['rock'] : ['folk'],
        ...(n === 2 ? { performers: [{ performerId: performer }] } : {}),
      })
      for (const [m, venueId] of venues.entries())
        events.push(
          await has.anEvent(organiser, {
            showId: shows[title],
            venueId,
            startsAt: new Date(FIRST + ((n * 7 + m * 3) % 11) * DAY_MS),
            features: m === 0 ? ['Subtitled'] : [],
            priceLevels: [{ name: 'Standard', categories: ['standard'], faceValue: 1_000 * ((n + m) % 4), fees: 0 }],
          }),
        )
    }
    feed = startFeed({ db, wire: openWire({ url: sandbox.url }), log: silentLog() })
  })
  after(async () => {
    await feed.stop()
    await sandbox.stop()
    await db.close()
    await postgres.stop()
  })

  const index = () => sandbox.indexes.require(ALIAS)
  const documents = () => (hasAlias() ? new Map(index().documents()) : new Map<string, Record<string, unknown>>())
  const hasAlias = () => sandbox.indexes.names().some((name) => sandbox.indexes.require(name).aliases.has(ALIAS))
  async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
    for (const deadline = Date.now() + PATIENCE_MS; !(await holds()); await wait(20))
      assert.ok(Date.now() < deadline, `not within ${PATIENCE_MS / 1_000} s: ${what}`)
  }
  const caughtUp = () => {
    const { waiting, lagSeconds } = feed.stats()
    return waiting === 0 && lagSeconds === 0
  }
  /** That the engine has what the database has, document by document. */
  async function assertSame(): Promise<void> {
    const { documents: expected } = await readDocuments(db.sql, events)
    assert.deepEqual(documents(), new Map(expected.map((document) => [document.eventId, { ...document }])))
  }
  /** By the title that it has now. */
  async function rename(from: string, title: string): Promise<void> {
    const showId = shows[from] ?? ''
    await db.transaction((tx) => changeShow(tx, organiser, showId, { title }))
    shows[title] = showId
  }

  test('it is filled from the tables, and searched under one name once it is full', async () => {
    await until(() => documents().size === events.length, 'a full index')
    await assertSame()
  })

  test('changes reach it, and what is no longer before the public goes', async () => {
    const [gone, moved] = events
    await rename('Meridian', 'Meridian Returns')
    await db.transaction((tx) => changeEvent(tx, organiser, moved ?? '', { startsAt: new Date(FIRST + 40 * DAY_MS) }))
    await db.sql`delete from event_search where event_id = ${gone ?? ''}`
    await until(
      () =>
        !documents().has(gone ?? '') &&
        documents().get(moved ?? '')?.['startsAt'] === '2035-06-10T18:00:00.000Z' &&
        [...documents().values()].some((document) => String(document['names']).includes('returns')),
      'the changes',
    )
    await until(caughtUp, 'no lag')
    await assertSame()
  })

  const searches = [
    '',
    'q=harbour',
    'q=harbour songs',
    'q=songs of the harb',
    'q=meridian',
    'q=bristol',
    'q=aero',
    'q=meridian&sort=date',
    'city=東京',
    'country=JP',
    'venue=Hall 1',
    'performer=meridian quartet',
    'genre=rock&sort=price&currency=GBP',
    'genre=concert&feature=subtitled',
    'lat=51.45&lng=-2.6&radiusKm=60',
    'lat=51.45&lng=-2.6&radiusKm=60&sort=distance',
    'lat=51.45&lng=-2.6&sort=distance',
    'minPrice=1000&maxPrice=2000&currency=GBP',
    'from=2035-05-03&to=2035-05-08',
    'from=2035-05-03T12:00:00Z',
    'q=nothing of the sort',
  ]
  for (const query of searches)
    test(`it finds what the database finds, in the same order, page by page: ${query || 'everything'}`, async () => {
      await until(caughtUp, 'no lag')
      const read = readEventSearch(
        Object.fromEntries(
          [...new URLSearchParams(query)].map(([name, value]) => [
            name,
            /^(lat|lng|radiusKm|minPrice|maxPrice)$/.test(name) ? Number(value) : value,
          ]),
        ),
      )
      assert.ok('search' in read)
      const engine = openEngine(openWire({ url: sandbox.url }), silentLog())
      const before = sandbox.requests.length
      const walk = async (finder: Parameters<typeof findEvents>[0]) => {
        const ids: string[] = []
        for (let next: Awaited<ReturnType<typeof findEvents>>['next'], begun = false; !begun || next; begun = true) {
          const page = await findEvents(finder, read.search, 5, next)
          ids.push(...page.events.map((event) => event.eventId))
          next = page.next
        }
        return ids
      }
      assert.deepEqual(await walk({ sql: db.sql, engine }), await walk({ sql: db.sql }))
      assert.ok(sandbox.requests.slice(before).includes(`POST /${ALIAS}/_search`))
    })

  test('what it cannot answer the database answers, and everything while it is away', async () => {
    const engine = openEngine(openWire({ url: sandbox.url, timeoutMs: 500, tries: 1 }), silentLog())
    const first = { accessible: false, sort: 'date' } as const
    const page = await findEvents({ sql: db.sql, engine }, first, 5, undefined)
    const before = sandbox.requests.length
    for (const more of [
      { accessible: true },
      { quantity: 2 },
      { when: 'week' },
      { words: '"harbour songs"' },
      { words: '巨人' },
    ] as const)
      await findEvents({ sql: db.sql, engine }, { ...first, ...more }, 5, undefined)
    assert.deepEqual(
      sandbox.requests.slice(before).filter((one) => one.includes('_search')),
      [],
    )
    sandbox.trouble.down = true
    assert.equal((await findEvents({ sql: db.sql, engine }, first, 5, undefined)).events.length, 5)
    await assert.rejects(findEvents({ sql: db.sql, engine }, first, 5, page.next), { name: 'EngineAway' })
    sandbox.trouble.down = false
  })

  test('what it refuses for what it is hinders nothing else, and what it refuses for now is sent again', async () => {
    const wire = openWire({ url: sandbox.url })
    await wire('PUT', '/scratch', eventIndex)
    const { documents: good } = await readDocuments(db.sql, events.slice(1, 4))
    const bad = { ...good[0], eventId: 'bad', colour: 'green' } as unknown as (typeof good)[number]
    sandbox.trouble.rejected = 3
    const changes = [...good, bad].map((document) => ({ eventId: document.eventId, document }))
    const { refused } = await writeDocuments(wire, ['scratch'], changes, 10)
    assert.equal(refused.length, 1)
    assert.match(refused[0]?.reason ?? '', /strict_dynamic_mapping_exception.*colour/)
    assert.equal(sandbox.indexes.require('scratch').count, 3)
    const older = good.map((document) => ({ eventId: document.eventId, document: { ...document, city: 'old' } }))
    await writeDocuments(wire, ['scratch'], older, 9)
    assert.ok([...sandbox.indexes.require('scratch').documents()].every(([, source]) => source['city'] !== 'old'))
    await wire('DELETE', '/scratch')
  })

  test('while it is away the lag tells, and afterwards nothing is missing', async () => {
    sandbox.trouble.down = true
    await rename('Ærø Nights', 'Ærø Mornings')
    await until(() => feed.stats().lagSeconds > 0, 'a lag')
    sandbox.trouble.down = false
    sandbox.trouble.unavailable = 2
    await until(
      () => [...documents().values()].some((document) => String(document['names']).includes('mornings')),
      'the change',
    )
    await until(caughtUp, 'no lag')
    await assertSame()
  })

  test('when the database dies and comes back, it goes on from where it was', async () => {
    const before = feed.stats().rebuilds
    postgres.kill()
    await until(
      () =>
        rename('Ærø Mornings', 'Ærø Evenings').then(
          () => true,
          () => false,
        ),
      'the database',
    )
    await until(
      () => [...documents().values()].some((document) => String(document['names']).includes('evenings')),
      'the change',
    )
    await until(caughtUp, 'no lag')
    await assertSame()
    assert.equal(feed.stats().rebuilds, before)
  })

  test('filled anew, it answers all the while, and changes of that time are in it', async () => {
    const before = index().name
    await feed.stop()
    await openWire({ url: sandbox.url })('POST', '/_aliases', {
      actions: [{ add: { index: before, alias: `${ALIAS}-stale` } }],
    })
    let [answered, going] = [0, true]
    const engine = openEngine(openWire({ url: sandbox.url }), silentLog())
    const asking = (async () => {
      while (going) {
        const rows = await engine.rows({ accessible: false, sort: 'date' }, NOTHING_SETTLED, 100, undefined)
        // One of them has been taken away, and comes back with the next change of its show.
        assert.ok(rows !== undefined && rows.length >= events.length - 1)
        answered++
      }
    })()
    feed = startFeed({ db, wire: openWire({ url: sandbox.url }), log: silentLog() })
    await rename('Harbour Songs', 'Harbour Shanties')
    await until(() => index().name !== before, 'another index')
    await until(
      () => [...documents().values()].some((document) => String(document['names']).includes('shanties')),
      'the change',
    )
    going = false
    await asking
    assert.ok(answered > 0)
    await until(() => sandbox.indexes.names().length === 1, 'the old index gone')
    assert.deepEqual(sandbox.indexes.names(), [index().name])
    await until(caughtUp, 'no lag')
    await assertSame()
  })

  test('a feed that stalls for too long loses its place, not the disk, and is filled anew when it is back', async () => {
    await feed.stop()
    const before = index().name
    await rename('Bristol Fashion', 'Bristol Ways')
    for (let segment = 0; segment < 8; segment++) {
      await db.sql`select pg_logical_emit_message(false, 'filler', repeat('x', 12000000))`
      await db.sql`checkpoint`
    }
    assert.equal(await slotGoesOn(db.sql, FEED), false)
    const [kept] = await db.sql<{ bytes: number }[]>`select sum(size)::bigint as bytes from pg_ls_waldir()`
    assert.ok((kept?.bytes ?? 0) < 200_000_000, String(kept?.bytes))
    feed = startFeed({ db, wire: openWire({ url: sandbox.url }), log: silentLog() })
    await until(() => index().name !== before, 'another index')
    await until(caughtUp, 'no lag')
    await assertSame()
    await until(async () => ((await changesBehind(db.sql, FEED.name)) ?? Infinity) < 16_000_000, 'the log let go')
  })

  test('without an engine, slot and publication are forgotten', async () => {
    await feed.stop()
    await forgetChanges(db.sql, FEED.name)
    assert.equal(await changesBehind(db.sql, FEED.name), undefined)
    assert.deepEqual([...(await db.sql`select from pg_publication where pubname = ${FEED.name}`)], [])
  })
})

const NOTHING_SETTLED = {
  venueIds: undefined,
  cityKeys: undefined,
  genreKeys: [],
  featureKeys: undefined,
  words: undefined,
}
