import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import type { Suggestion } from '@foyer/contract/catalog.finding'
import type { EventPage } from '@foyer/contract/catalog.views'
import { catalogHouse, type CatalogHouse } from '../testing/catalog-house.ts'

const MIGRATION = new URL('../../../migrations/0080_names_of_signs.sql', import.meta.url)

describe('what is named by signs', () => {
  let house: CatalogHouse

  before(async () => {
    house = await catalogHouse()
    const organiser = await house.has.anOrganiser()
    const performer = async (name: string) => house.has.aPerformer(organiser, { name })
    const add = async (title: string, performers: readonly string[] = []) => {
      const showId = await house.has.aShow(organiser, {
        title,
        genres: [],
        performers: performers.map((performerId) => ({ performerId })),
      })
      await house.has.anEvent(organiser, { showId, startsAt: new Date('2035-05-01T19:00:00Z') })
    }
    await add('!!!')
    await add('Night in Berlin')
    await add('An evening of noise', [await performer('+/-')])
    await add('An Awesome Wave', [await performer('∆')])
    await add('††† (Crosses)')
    await add('The 1975')
    await add('1975')
    await add('Salt & Pepper - Live', [await performer('The Lanterns')])
    await add('Signal')
  })
  after(() => house[Symbol.asyncDispose]())

  const read = async <T>(path: string): Promise<T> => {
    const answer = await house.as().get(path)
    assert.equal(answer.statusCode, 200, answer.body)
    return answer.json()
  }
  const titles = async (q: string) =>
    (await read<EventPage>(`/v1/events?q=${encodeURIComponent(q)}`)).items.map(({ title }) => title).toSorted()
  const suggested = async (q: string) =>
    (await read<{ items: Suggestion[] }>(`/v1/suggestions?q=${encodeURIComponent(q)}`)).items.map(({ name }) => name)

  const finds: [typed: string, titles: string[]][] = [
    ['!!!', ['!!!']],
    ['！！！', ['!!!']],
    ['"!!!"', ['!!!']],
    ['!!', ['!!!']],
    ['+/-', ['An evening of noise']],
    ['∆', ['An Awesome Wave']],
    ['†††', ['††† (Crosses)']],
    ['crosses', ['††† (Crosses)']],
    ['††† crosses', ['††† (Crosses)']],
    ['∆ wave', ['An Awesome Wave']],
    ['wave ∆', ['An Awesome Wave']],
    ['+/- noise', ['An evening of noise']],
    ['"an evening" +/-', ['An evening of noise']],
    ['!!! harbour hall', ['!!!']],
    ['!!! berlin', ['Night in Berlin']],
    ['salt pepper', ['Salt & Pepper - Live']],
    ['1975', ['1975', 'The 1975']],
    ['&', []],
    ['-', []],
    ['-'.repeat(64), []],
    ["'", []],
    ['\\', []],
    ['"', []],
    ['???', []],
    ['|&!()<->:*', []],
  ]
  for (const [typed, expected] of finds)
    test(`"${typed}" finds ${expected.join(', ') || 'nothing'}`, async () => {
      assert.deepEqual(await titles(typed), expected)
    })

  test('the whole name comes first', async () => {
    assert.equal((await read<EventPage>('/v1/events?q=1975')).items[0]?.title, '1975')
  })

  test('what begins with the signs that are typed is suggested, and finds its events', async () => {
    assert.deepEqual(await suggested('!'), ['!!!'])
    assert.deepEqual(await suggested('+/'), ['+/-'])
    assert.deepEqual(await suggested('∆'), ['∆'])
    assert.deepEqual(await suggested('††'), ['††† (Crosses)'])
    assert.deepEqual(await suggested('sig'), ['Signal'])
    assert.deepEqual(await suggested('?'), [])
    assert.deepEqual(await suggested('&'), [])
    const { items } = await read<{ items: Suggestion[] }>('/v1/suggestions?q=%2B%2F-')
    assert.deepEqual(
      (await read<EventPage>(`/v1/events?${items[0]?.search}`)).items.map(({ title }) => title),
      ['An evening of noise'],
    )
  })

  test('the migration makes findable what was there before', async () => {
    const { sql } = house.db
    const rows = async () =>
      (
        await sql<{ eventId: string; keys: string[]; names: string; document: string }[]>`
          select event_id as "eventId", name_keys as keys, names::text, document::text from event_search order by event_id`
      ).map((row) => ({ ...row, keys: row.keys.toSorted() }))
    const keys = async () => [...(await sql`select * from suggestion_keys order by key, kind, ref`)]
    const expected = [await rows(), await keys()]
    // As rows were before signs were words.
    await sql`
      update event_search set name_keys = array(select case when key ~ '[[:alnum:]]' then key else '' end from unnest(name_keys) as key),
             names = (select coalesce(ts_delete(names, array_agg(word)), names) from unnest(tsvector_to_array(names)) as word where word !~ '[[:alnum:]]'),
             document = (select coalesce(ts_delete(document, array_agg(word)), document) from unnest(tsvector_to_array(document)) as word where word !~ '[[:alnum:]]')`
    await sql`delete from suggestion_keys where key !~ '[[:alnum:]]'`
    assert.equal((await sql`select from event_search where name_keys @> array['∆']`).length, 0)
    const migration = await readFile(MIGRATION, 'utf8')
    await sql.unsafe(migration.slice(migration.indexOf('with named as (\n')))
    assert.deepEqual([await rows(), await keys()], expected)
  })
})
