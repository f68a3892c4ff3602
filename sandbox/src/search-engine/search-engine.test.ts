import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startSearchEngine, type SearchEngineSandbox } from './index.ts'

let engine: SearchEngineSandbox
before(async () => {
  engine = await startSearchEngine()
})
after(() => engine.stop())

const ask = async (method: string, path: string, body?: object | string) => {
  const response = await fetch(engine.url + path, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const mapped = { mappings: { dynamic: 'strict', properties: { name: { type: 'keyword' }, size: { type: 'long' } } } }
const lines = (...each: object[]) => `${each.map((line) => JSON.stringify(line)).join('\n')}\n`
const at = (version: number, _id = 'a') => ({ _index: 'things', _id, version, version_type: 'external' })

test('an index is made once, with strict mappings of known types', async () => {
  assert.equal((await ask('PUT', '/things', mapped)).status, 200)
  assert.equal((await ask('PUT', '/things', mapped)).status, 400)
  assert.equal((await ask('PUT', '/loose', { mappings: { properties: {} } })).status, 400)
  const odd = { mappings: { dynamic: 'strict', properties: { a: { type: 'colour' } } } }
  assert.equal((await ask('PUT', '/odd', odd)).status, 400)
})

test('each document of a bulk request is taken or refused for itself', async () => {
  const { body } = await ask(
    'POST',
    '/_bulk',
    lines(
      { index: at(5) },
      { name: 'one', size: 1 },
      { index: at(5, 'b') },
      { size: 'large' },
      { index: at(5, 'c') },
      { colour: 'red' },
      { delete: at(5, 'd') },
    ),
  )
  const statuses = (body['items'] as Record<string, { status: number }>[]).map((item) => Object.values(item)[0]?.status)
  assert.deepEqual(statuses, [201, 400, 400, 404])
  assert.equal(body['errors'], true)
  assert.equal((await ask('POST', '/_bulk', '{"index":{}}')).status, 400)
})

test('an older version, or the same, is refused, and a deleted one stays deleted', async () => {
  const write = async (action: object, source?: object) => {
    const { body } = await ask('POST', '/_bulk', source === undefined ? lines(action) : lines(action, source))
    return Object.values((body['items'] as Record<string, { status: number }>[])[0] ?? {})[0]?.status
  }
  assert.equal(await write({ index: at(5) }, { name: 'again' }), 409)
  assert.equal(await write({ index: { ...at(5), version_type: 'external_gte' } }, { name: 'again' }), 200)
  assert.equal(await write({ delete: at(6) }), 200)
  assert.equal(await write({ index: at(6) }, { name: 'back' }), 409)
  assert.equal(await write({ index: at(7) }, { name: 'back' }), 201)
})

test('names of indexes change all at once or not at all', async () => {
  await ask('PUT', '/others', mapped)
  const change = (...actions: object[]) => ask('POST', '/_aliases', { actions })
  assert.equal((await change({ add: { index: 'things', alias: 'all' } })).status, 200)
  assert.equal(
    (await change({ remove: { index: 'things', alias: 'all' } }, { add: { index: 'none', alias: 'all' } })).status,
    404,
  )
  assert.deepEqual(Object.keys((await ask('GET', '/all/_alias')).body), ['things'])
  await change({ remove: { index: 'things', alias: 'all' } }, { add: { index: 'others', alias: 'all' } })
  assert.deepEqual(Object.keys((await ask('GET', '/all/_alias')).body), ['others'])
  assert.equal((await ask('GET', '/none/_alias')).status, 404)
})

test('a search of a kind that is not played is refused, not guessed at', async () => {
  const search = (query: object) => ask('POST', '/things/_search', { query, sort: [{ name: 'asc' }], size: 10 })
  assert.equal((await search({ term: { name: 'back' } })).status, 200)
  assert.equal((await search({ fuzzy: { name: 'bak' } })).status, 400)
  assert.equal((await ask('GET', '/_cluster/health')).status, 400)
})

test('it fails as it is told to', async () => {
  engine.trouble.unavailable = 1
  assert.equal((await ask('GET', '/things/_alias')).status, 503)
  assert.equal((await ask('GET', '/things/_alias')).status, 200)
  engine.trouble.down = true
  await assert.rejects(ask('GET', '/things/_alias'))
  engine.trouble.down = false
})
