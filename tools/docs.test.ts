import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const pages = globSync('**/*.md', { cwd: ROOT, exclude: (name) => /node_modules|^\.|^dist$/.test(name) }).sort()

describe('what the pages lead to', () => {
  test('is there: every file, and every heading', () => {
    const faults = pages.flatMap((page) =>
      linksIn(read(page)).flatMap((link) => {
        const what = fault(page, link)
        return what === undefined ? [] : [`${page} leads to ${link}: ${what}`]
      }),
    )
    assert.ok(pages.flatMap((page) => linksIn(read(page))).length > 50, 'links are seen')
    assert.deepEqual(faults, [])
  })

  test('is there: every source file that is named by its path', () => {
    const missing = pages.flatMap((page) =>
      [...proseOf(read(page)).matchAll(/`((?:[\w.@-]+\/)+[\w.@-]+\.(?:tsx?|sql))`/g)].flatMap(([, path = '']) =>
        BASES.some((base) => existsSync(join(ROOT, base, path)) || existsSync(join(ROOT, dirname(page), base, path)))
          ? []
          : [`${page}: ${path}`],
      ),
    )
    assert.deepEqual(missing, [])
  })

  test('a missing file and a missing heading are seen', () => {
    assert.equal(fault('README.md', 'no-such-file.md'), 'there is no such file')
    assert.equal(fault('README.md', '#no-such-heading'), 'there is no such heading')
    assert.equal(fault('README.md', 'https://example.org'), undefined)
  })

  test('a test that the requirements name is there', () => {
    const tests = new Set(
      globSync('**/*.test.ts', { cwd: ROOT, exclude: (name) => name === 'node_modules' }).map(nameOf),
    )
    const named = [...read('docs/requirements.md').matchAll(/`([\w.-]+\.test)`/g)].map(([, name = '']) => name)
    assert.ok(named.length > 20)
    assert.deepEqual(
      named.filter((name) => !tests.has(name)),
      [],
    )
  })
})

describe('what the pages say to run', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

  test('is there: every npm script', () => {
    for (const page of pages)
      for (const [command, name = ''] of read(page).matchAll(/\bnpm run (?:--?\w+ )*([a-z]\w*(?:[:-]\w+)*)/g))
        assert.ok(name in scripts, `${page}: ${command}`)
  })
})

function read(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8')
}

/** From where paths are told: the root, or the folder of the page. */
const BASES = ['', 'src', 'server', 'server/src']
const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1, -'.ts'.length)

/** Targets of links and pictures, outside of code. */
const linksIn = (text: string): string[] =>
  [...withoutCode(text).matchAll(/\]\(([^()\s]+)(?: "[^"]*")?\)|(?:src|href)="([^"]+)"/g)].map(
    ([, link, attribute]) => link ?? attribute ?? '',
  )

const proseOf = (text: string): string => text.replaceAll(/^(```|~~~)[^]*?^\1/gm, '')
const withoutCode = (text: string): string => proseOf(text).replaceAll(/`[^`\n]*`/g, '')

/** What is wrong with a link of a page; undefined when it leads somewhere, or out of the project. */
function fault(page: string, link: string): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined
  const [path = '', heading] = link.split('#')
  const target = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), decodeURIComponent(path)))
  if (!existsSync(join(ROOT, target))) return 'there is no such file'
  if (heading === undefined) return undefined
  if (statSync(join(ROOT, target)).isDirectory()) return 'a folder has no headings'
  return anchorsOf(read(target)).has(heading) ? undefined : 'there is no such heading'
}

/** The anchors that GitHub gives to headings. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>()
  for (const [, heading = ''] of proseOf(text).matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const anchor = plain.replaceAll(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, '').replaceAll(' ', '-')
    let unique = anchor
    for (let n = 1; anchors.has(unique); n++) unique = `${anchor}-${n}`
    anchors.add(unique)
  }
  return anchors
}
