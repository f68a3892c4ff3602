import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { modulesOf } from '../src/document/shell.ts'
import type { Manifest } from '../src/document/renderer.ts'
import { ensureBuilt } from './build.ts'

/** What a public page may bring in scripts, compressed as it is sent. */
const SCRIPT_BYTES_MAX = 120 * 1024
const SEAT_MAP_BYTES_MAX = 60 * 1024
const STYLE_BYTES_MAX = 20 * 1024
const PUBLIC_AREAS = ['home', 'search', 'films', 'event', 'show', 'venue', 'performer', 'queue', 'draw']

describe('what a browser must fetch', () => {
  let client: string
  let manifest: Manifest
  before(async () => {
    client = join(await ensureBuilt(() => undefined), 'client')
    manifest = JSON.parse(readFileSync(join(client, 'manifest.json'), 'utf8')) as Manifest
  })

  const sizeOf = (file: string): number => {
    const path = join(client, file)
    return statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size
  }

  for (const area of PUBLIC_AREAS)
    test(`scripts of ${area} are at most 120 KB, with all that they import`, () => {
      const files = modulesOf(manifest, [`src/shop/${area}/page.tsx`], 'ja')
      assert.ok(files.length > 3, 'the page was not found in the manifest')
      const bytes = files.reduce((sum, file) => sum + sizeOf(file), 0)
      assert.ok(bytes <= SCRIPT_BYTES_MAX, `${bytes} bytes in ${files.join(', ')}`)
    })

  test('the seat map brings at most 60 KB more than the event that leads to it', () => {
    const scriptsOf = (area: string) =>
      modulesOf(manifest, [`src/shop/${area}/page.tsx`], 'ja').reduce((sum, file) => sum + sizeOf(file), 0)
    const more = scriptsOf('seats') - scriptsOf('event')
    assert.ok(more > 0 && more <= SEAT_MAP_BYTES_MAX, `${more} bytes more`)
  })

  test('styles are at most 20 KB', () => {
    const styles = manifest['src/entry-browser.tsx']?.css ?? []
    assert.equal(styles.length, 1)
    assert.ok(styles.reduce((sum, file) => sum + sizeOf(file), 0) <= STYLE_BYTES_MAX)
  })

  test('no schema of the contract reaches a browser, nor the map or what is for organisers before it is asked for', () => {
    const files = [...PUBLIC_AREAS, 'seats'].flatMap((area) => modulesOf(manifest, [`src/shop/${area}/page.tsx`], 'en'))
    for (const file of new Set(files)) {
      const text = readFileSync(join(client, file), 'utf8')
      assert.doesNotMatch(text, /additionalProperties|leaflet-container|data-timeline|data-controls/, file)
    }
  })
})
