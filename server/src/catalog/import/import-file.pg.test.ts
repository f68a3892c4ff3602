import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { findBrokenInvariants } from '../../platform/check.ts'
import type { Database, Tx } from '../../platform/database.ts'
import { testDatabase } from '../../platform/testing/test-database.ts'
import { catalogInvariants } from '../invariants.ts'
import { given } from '../testing/given.ts'
import * as documents from './testing/documents.ts'
import { importingIn, importNamed } from './testing/importing.ts'
import { sharedData } from './testing/shared-data.ts'

const folder = await mkdtemp(join(tmpdir(), 'foyer-import-'))
after(() => rm(folder, { recursive: true }))

const importing = importingIn(folder)

const created = (count: number) => ({ created: count, updated: 0, unchanged: 0 })
const unchanged = (count: number) => ({ created: 0, updated: 0, unchanged: count })

const starts = async (db: Database) =>
  (await db.sql<{ startsAt: Date }[]>`select starts_at as "startsAt" from events order by source_id`).map(
    ({ startsAt }) => startsAt.toISOString(),
  )

describe('an import', () => {
  test('done twice changes nothing, and a changed file updates by the ids of its source', async () => {
    await using db = await testDatabase()
    const organiserId = await given(db).anOrganiser()
    await importing(db, organiserId, 'worldcup-stadiums', documents.stadiums)
    const first = await importing(db, organiserId, 'worldcup-matches', documents.matches)
    assert.deepEqual(first.counts, { performers: created(3), shows: created(2), events: created(2) })
    assert.deepEqual(first.refused, [])
    const again = await importing(db, organiserId, 'worldcup-matches', documents.matches)
    assert.deepEqual(again.counts, { performers: unchanged(3), shows: unchanged(2), events: unchanged(2) })

    const [opening, final] = documents.matches.matches
    const later = { ...documents.matches, matches: [opening, { ...final, time: '16:00 UTC-4' }] }
    const changed = await importing(db, organiserId, 'worldcup-matches', later)
    assert.deepEqual(changed.counts, {
      performers: unchanged(3),
      shows: unchanged(2),
      events: { created: 0, updated: 1, unchanged: 1 },
    })
    const twice = await importing(db, organiserId, 'worldcup-stadiums', documents.stadiums)
    assert.deepEqual(twice.counts, { venues: unchanged(2), halls: unchanged(2), seating_plans: unchanged(2) })
  })

  test('brings past dates into the coming weeks, records the shift, and keeps it when time has passed', async () => {
    await using db = await testDatabase()
    const organiserId = await given(db).anOrganiser()
    const first = await importing(db, organiserId, 'london-showtimes', documents.showtimes)
    assert.equal(first.shiftDays, 679)
    const before = await starts(db)
    // 19:30 on a wall in London, in winter and in summer: the sources told 19:30Z in January and 18:30Z in March.
    assert.deepEqual(before, ['2026-12-05T20:00:00.000Z', '2026-12-04T19:30:00.000Z', '2027-02-08T19:30:00.000Z'])
    const muchLater = await importing(db, organiserId, 'london-showtimes', documents.showtimes, {
      now: new Date('2027-06-01T12:00:00Z'),
    })
    assert.equal(muchLater.shiftDays, 679)
    assert.deepEqual(muchLater.counts.events, unchanged(3))
    assert.deepEqual(await starts(db), before)

    const asked = await importing(db, organiserId, 'london-showtimes', documents.showtimes, { shiftDays: 686 })
    assert.deepEqual(asked.counts.events, { created: 0, updated: 3, unchanged: 0 })
    assert.equal((await importing(db, organiserId, 'london-showtimes', documents.showtimes)).shiftDays, 686)
  })

  test('of a record that names what is not there writes nothing of it, and all of the others', async () => {
    await using db = await testDatabase()
    const organiserId = await given(db).anOrganiser()
    const [rivertown] = documents.stadiums.stadiums
    await importing(db, organiserId, 'worldcup-stadiums', { stadiums: [rivertown] })
    const report = await importing(db, organiserId, 'worldcup-matches', documents.matches)
    assert.deepEqual(
      report.refused.map(({ row, path, field, value }) => [row, path, field, value]),
      [[2, 'matches[1]', 'venue', 'bayside-palm-grove']],
    )
    const performers = await db.sql<{ name: string }[]>`select name from performers order by name`
    assert.deepEqual(
      performers.map(({ name }) => name),
      ['Northland', 'Southland'],
      'Westland plays in the refused match alone',
    )
  })

  test('finds the record that the database refuses, and takes all others of its batch', async () => {
    await using db = await testDatabase()
    const organiserId = await given(db).anOrganiser()
    const [lantern, ...others] = documents.showtimes.cinemas
    const film = lantern?.films[0]
    // Two screens that their cinema writes differently come to the same name, which a venue has once.
    const performances = [...(film?.performances ?? []), { ...film?.performances[0], screen: 'Screen 1' }]
    const report = await importing(db, organiserId, 'london-showtimes', {
      cinemas: [{ ...lantern, films: [{ ...film, performances }] }, ...others],
    })
    assert.deepEqual(
      report.refused.map(({ row, field }) => [row, field]),
      [
        [3, ''],
        [3, 'hall'],
      ],
    )
    assert.match(report.refused[0]?.reason ?? '', /^the database refused it: .*halls_venue_id_name_key/)
    assert.deepEqual([report.counts.halls, report.counts.events], [created(2), created(3)])
    assert.deepEqual(await findBrokenInvariants(db.sql, catalogInvariants), [])
  })

  test('as a dry run tells the same and writes nothing', async () => {
    await using db = await testDatabase()
    const organiserId = await given(db).anOrganiser()
    const dry = await importing(db, organiserId, 'nyphil', documents.programmes, { dryRun: true })
    const [counted] = await db.sql<{ rows: number }[]>`
      select (select count(*) from venues) + (select count(*) from events) + (select count(*) from import_shifts) as rows`
    assert.equal(counted?.rows, 0)
    const real = await importing(db, organiserId, 'nyphil', documents.programmes)
    assert.deepEqual({ ...dry, dryRun: false, file: '', milliseconds: 0 }, { ...real, file: '', milliseconds: 0 })
  })

  test('tells which of its venues look like others, also as a dry run, and merges none', async () => {
    await using db = await testDatabase()
    const [organiserId, other] = [await given(db).anOrganiser(), await given(db).anOrganiser('Castle Shows')]
    const location = { lat: 49.2767, lng: -123.1119 }
    const known = await given(db).aVenue(other, { name: 'Riverpark', city: 'Rivertown', country: 'CA', location })
    for (const dryRun of [true, false]) {
      const { duplicates = [] } = await importing(db, organiserId, 'worldcup-stadiums', documents.stadiums, { dryRun })
      assert.deepEqual(
        duplicates.map(({ kind, first, second }) => [kind, [first, second].filter(({ id }) => id === known).length]),
        [['venue', 1]],
      )
    }
    const again = await importing(db, organiserId, 'worldcup-stadiums', documents.stadiums)
    assert.deepEqual([again.counts.venues, again.duplicates], [unchanged(2), []])
  })

  test('opens the inventory of each new event once, in the transaction that adds it', async () => {
    await using db = await testDatabase()
    const organiserId = await given(db).anOrganiser()
    const opened: string[] = []
    const openInventory = async (tx: Tx, eventIds: readonly string[]) => {
      const rows = await tx`select 1 from events where event_id = any(${[...eventIds]}::uuid[])`
      assert.equal(rows.length, eventIds.length)
      opened.push(...eventIds)
    }
    for (let run = 0; run < 2; run++)
      await importing(db, organiserId, 'nyphil', documents.programmes, { openInventory })
    assert.equal(opened.length, 2)
  })

  test('of a seating plan adds it to the hall that is named, and to no other organiser’s', async () => {
    await using db = await testDatabase()
    const has = given(db)
    const [organiserId, stranger] = [await has.anOrganiser(), await has.anOrganiser('Another')]
    await importing(db, organiserId, 'nyphil', documents.programmes)
    const [hall] = await db.sql<{ hallId: string }[]>`select hall_id as "hallId" from halls limit 1`
    assert.ok(hall)
    const refused = await importing(db, stranger, 'seating-plan', documents.seatingPlan, hall)
    assert.deepEqual(
      refused.refused.map(({ field, reason }) => [field, reason]),
      [['hallId', 'a hall of this organiser was expected']],
    )
    const taken = await importing(db, organiserId, 'seating-plan', documents.seatingPlan, hall)
    assert.deepEqual(taken.counts, { seating_plans: created(1) })
  })

  const [stadiums, matches] = [
    sharedData('venues/worldcup2026_stadiums.json'),
    sharedData('events/worldcup2026_matches.json'),
  ]
  test(
    'of the World Cup puts seven million places on sale and keeps them in under 200 KB',
    { skip: stadiums.skip || matches.skip },
    async () => {
      await using db = await testDatabase()
      const organiserId = await given(db).anOrganiser()
      await importNamed(db, organiserId, 'worldcup-stadiums', stadiums.file)
      const report = await importNamed(db, organiserId, 'worldcup-matches', matches.file)
      assert.deepEqual(report.counts.events, created(104))
      const [sum] = await db.sql<{ places: number; manifests: number; bytes: number }[]>`
      select (select sum(places)::bigint from events join manifests on hash = manifest_hash) as places,
             (select count(*) from manifests) as manifests, (select sum(length(body))::bigint from manifests) as bytes`
      assert.ok(sum && sum.places > 7_000_000, `${sum?.places} places`)
      assert.equal(sum.manifests, 16)
      assert.ok(sum.bytes < 200_000, `${sum.bytes} bytes`)
    },
  )
})
