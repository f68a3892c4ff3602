import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compileManifest } from '@foyer/contract'
import { checkRecord } from './check-record.ts'
import { importKinds } from './kinds/index.ts'
import { readDocument } from './read-document.ts'
import type { MappedFile } from './record.ts'
import { sharedData } from './testing/shared-data.ts'

/** Public data sets, mapped: what is taken and what is refused, counted. */

async function map(kindName: string, file: string): Promise<MappedFile> {
  const kind = importKinds.find(({ name }) => name === kindName)
  const read = await readDocument(file)
  assert.ok(kind && 'document' in read)
  const mapped = kind.map(read.document, { hallId: '0198c000-0000-7000-8000-000000000001' })
  assert.deepEqual(mapped.records.flatMap(checkRecord), [])
  return mapped
}

/** How often each field is refused. */
const tally = ({ refused }: MappedFile) =>
  Object.fromEntries([...Map.groupBy(refused, ({ field }) => field)].map(([field, ones]) => [field, ones.length]))

const count = ({ records }: MappedFile, part: 'venue' | 'hall' | 'show' | 'event') =>
  records.filter((record) => record[part] !== undefined).length

describe('public data sets', () => {
  const stadiums = sharedData('venues/worldcup2026_stadiums.json')
  test(
    'all 16 stadiums of the World Cup are taken, with the places that they have',
    { skip: stadiums.skip },
    async () => {
      const mapped = await map('worldcup-stadiums', stadiums.file)
      assert.deepEqual(mapped.refused, [])
      const places = mapped.records.map(({ plan }) => (plan ? compileManifest(plan.manifest).count : 0))
      assert.equal(places.length, 16)
      assert.equal(
        places.reduce((a, b) => a + b, 0),
        1_089_000,
      )
    },
  )

  const matches = sharedData('events/worldcup2026_matches.json')
  test('all 104 matches are taken, and each ground is a stadium', { skip: matches.skip || stadiums.skip }, async () => {
    const mapped = await map('worldcup-matches', matches.file)
    assert.deepEqual(mapped.refused, [])
    assert.equal(count(mapped, 'event'), 104)
    const grounds = new Set((await map('worldcup-stadiums', stadiums.file)).records.map(({ venue }) => venue?.sourceId))
    for (const { event } of mapped.records) assert.ok(grounds.has(event?.venue), event?.venue)
    assert.equal(new Set(mapped.records.flatMap(({ performers }) => performers?.map((team) => team.sourceId))).size, 48)
  })

  const showtimes = sharedData('cinema/london_showtimes_demo.json')
  test('of 6,978 showtimes those with a screen to themselves are taken', { skip: showtimes.skip }, async () => {
    const mapped = await map('london-showtimes', showtimes.file)
    assert.deepEqual(tally(mapped), { screen: 411, title: 1, film: 1 })
    assert.equal(count(mapped, 'venue'), 25)
    assert.equal(count(mapped, 'event'), 6_978 - 411)
  })

  const programmes = sharedData('events/nyphil_2024-25_TO_NOW.json')
  test('of 252 concerts those that are public and have a time are taken', { skip: programmes.skip }, async () => {
    const mapped = await map('nyphil', programmes.file)
    assert.deepEqual(tally(mapped), { eventType: 10, Time: 2 })
    assert.equal(count(mapped, 'event'), 241)
    assert.equal(count(mapped, 'show'), 133)
  })

  const theatre = sharedData('seating/theatre_738_pretix_format.json')
  test('a plan of pretix keeps its 738 seats in five categories', { skip: theatre.skip }, async () => {
    const mapped = await map('seating-plan', theatre.file)
    const manifest = mapped.records[0]?.plan?.manifest
    assert.ok(manifest)
    const plan = compileManifest(manifest)
    assert.equal(plan.count, 738)
    assert.equal(plan.rows.length, 90)
    assert.equal(manifest.categories.length, 5)
    const addresses = new Set(Array.from({ length: plan.count }, (_, place) => JSON.stringify(plan.address(place))))
    assert.equal(addresses.size, 738, 'every seat has an address of its own')
    assert.match(mapped.remarks.join(' '), /seat\.radius \(42\)/)
  })
})
