import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { LANGUAGES } from './i18n/languages.ts'

const SRC = fileURLToPath(new URL('.', import.meta.url))
const sources = globSync('**/*.{ts,tsx}', { cwd: SRC })
  .filter((file) => !file.endsWith('.test.ts'))
  .sort()
const read = (file: string) => readFileSync(join(SRC, file), 'utf8')

const importsOf = (file: string): string[] =>
  [...read(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) =>
    name.startsWith('.') ? normalize(join(dirname(file), name)) : name,
  )

/** What a folder may import of the others; packages aside. */
const MAY_IMPORT: Readonly<Record<string, RegExp>> = {
  i18n: /^i18n\//,
  ui: /^(?:ui|i18n)\//,
  'seat-map': /^(?:seat-map|ui|i18n)\//,
  api: /^api\//,
}

test('parts know neither router nor API, and no folder reaches into one that stands on it', () => {
  const wrong: string[] = []
  for (const [folder, allowed] of Object.entries(MAY_IMPORT))
    for (const file of sources.filter((one) => one.startsWith(`${folder}/`)))
      for (const imported of importsOf(file)) {
        if (sources.includes(imported) && !allowed.test(imported)) wrong.push(`${file} imports ${imported}`)
        if (imported === 'react-router' && folder !== 'api') wrong.push(`${file} imports the router`)
      }
  assert.deepEqual(wrong, [])
})

test('pages of the shop bring nothing of the screens for organisers', () => {
  const wrong = sources
    .filter((file) => file.startsWith('shop/'))
    .filter((file) => importsOf(file).some((imported) => imported.startsWith('organizer/')))
  assert.deepEqual(wrong, [])
})

test('every area has its messages in every language', () => {
  const areas = new Set(sources.filter((file) => /\/messages\/[^/]+\.ts$/.test(file)).map((file) => dirname(file)))
  assert.ok(areas.size > 5)
  const missing = [...areas].flatMap((area) =>
    LANGUAGES.map((language) => `${area}/${language}.ts`).filter((file) => !sources.includes(file)),
  )
  assert.deepEqual(missing, [])
})

test('each message is said in each language, and in its own words', async () => {
  const same: string[] = []
  for (const english of sources.filter((file) => file.endsWith('/messages/en.ts'))) {
    const [en, de, ja] = await Promise.all(
      LANGUAGES.map((language) => messagesOf(english.replace(/en\.ts$/, `${language}.ts`))),
    )
    assert.ok(en !== undefined && de !== undefined && ja !== undefined)
    assert.deepEqual([[...de.keys()], [...ja.keys()]], [[...en.keys()], [...en.keys()]], english)
    for (const [key, words] of en) {
      // One word may well be the same; a sentence is not.
      if (words.split(' ').length > 3 && [de.get(key), ja.get(key)].includes(words)) same.push(`${english}: ${key}`)
    }
  }
  assert.deepEqual(same, [])
})

async function messagesOf(file: string): Promise<ReadonlyMap<string, string>> {
  const { messages } = (await import(new URL(file, import.meta.url).href)) as { messages: object }
  return new Map(flat('', messages))
}

/** Messages by their path; those that are functions by their source, since what they are given differs. */
const flat = (path: string, value: unknown): [string, string][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => flat(path === '' ? key : `${path}.${key}`, inner))
    : [[path, typeof value === 'function' ? 'function' : String(value)]]

test('no words stand in a page itself: all are messages', () => {
  const wrong: string[] = []
  for (const file of sources.filter((one) => one.endsWith('.tsx'))) {
    const text = read(file).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    // Between a tag that ends and one that begins, two letters and more are words; the name of the house is none.
    for (const [, words = ''] of text.matchAll(/<[a-zA-Z][^<>]*[^=]>\s*([^<>{}]*\p{L}{2}[^<>{}]*?)\s*<\//gu))
      if (words !== 'Foyer') wrong.push(`${file}: ${words.trim()}`)
    for (const [, attribute = '', words = ''] of text.matchAll(
      /\s(aria-label|alt|placeholder|title|label)="([^"]*\p{L}[^"]*)"/gu,
    ))
      wrong.push(`${file}: ${attribute}="${words}"`)
  }
  assert.deepEqual(wrong, [])
})

test('no style is written into an element, since the policy of the pages forbids it', () => {
  assert.deepEqual(
    sources.filter((file) => file.endsWith('.tsx') && /\sstyle=\{/.test(read(file))),
    [],
  )
})

test('nothing asks for the time while it renders, so that server and browser draw the same', () => {
  const wrong = sources.filter(
    (file) =>
      file.endsWith('.tsx') &&
      !file.startsWith('entry-') &&
      /^(?:export )?(?:const|function) [A-Z][\s\S]*?\bconst \w+ = (?:new Date\(\)|Date\.now\(\))/m.test(read(file)),
  )
  assert.deepEqual(wrong, [])
})
