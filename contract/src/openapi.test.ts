import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { test } from 'node:test'
import { errorPages } from './error-pages.ts'
import { openApiDocument, openApiText } from './openapi.ts'
import { routes } from './routes.ts'

const contractVersion = async (): Promise<string> => {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

test('contract/openapi.json is what the routes say (npm run contract writes it)', async () => {
  const written = await readFile(new URL('../openapi.json', import.meta.url), 'utf8')
  assert.equal(written, openApiText(routes, await contractVersion()))
})

test('every error code has its page in docs/errors, and there is no page without a code', async () => {
  const folder = new URL('../../docs/errors/', import.meta.url)
  const pages = errorPages()
  for (const [name, page] of pages) assert.equal(await readFile(new URL(`${name}.md`, folder), 'utf8'), page, name)
  assert.deepEqual((await readdir(folder)).sort(), [...pages.keys()].map((name) => `${name}.md`).sort())
})

test('operations, and method with path, are each there once', () => {
  const names = routes.map((route) => route.operation)
  const places = routes.map((route) => `${route.method} ${route.path.replaceAll(/:\w+/g, ':')}`)
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  )
  assert.deepEqual(
    places.filter((place, index) => places.indexOf(place) !== index),
    [],
  )
})

test('every parameter of a path is described, and the other way round', () => {
  for (const route of routes) {
    const inPath = new Set([...route.path.matchAll(/:(\w+)|(\*)/g)].map((match) => match[1] ?? match[2]))
    assert.deepEqual(new Set(Object.keys(route.params?.properties ?? {})), inPath, route.operation)
  }
})

test('the same routes in another order give the same document', () => {
  assert.deepEqual(openApiDocument(routes.toReversed(), '1'), openApiDocument(routes, '1'))
})
