import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import type { Manifest } from '@foyer/contract'
import { growsFrom, prepareManifest } from './manifests.ts'
import { preparedOf, twoRows } from './testing/given.ts'
import { growManifest } from './tickets/grow-manifest.ts'

const area: Manifest['sections'][number] = {
  kind: 'area',
  key: 'floor',
  name: 'Floor',
  category: 'standard',
  capacity: 50,
}

test('the same document has the same hash however its members are ordered', () => {
  const { sections, version, ...rest } = twoRows
  assert.equal(preparedOf({ ...rest, sections, version }).hash, preparedOf(twoRows).hash)
  const { body, places, accessiblePlaces, categoryKeys } = preparedOf(twoRows)
  assert.deepEqual([places, accessiblePlaces, categoryKeys], [20, 2, ['standard']])
  assert.deepEqual(JSON.parse(gunzipSync(body).toString()), twoRows)
})

test('categories without places are not asked a price for', () => {
  const more = { ...twoRows, categories: [...twoRows.categories, { key: 'none', name: 'None' }] }
  assert.deepEqual(preparedOf(more).categoryKeys, ['standard'])
})

test('a document that contradicts itself, or holds half a character, is refused with its path', () => {
  const repeated = prepareManifest({ ...twoRows, sections: [area, area] })
  assert.ok('faults' in repeated)
  assert.match(repeated.faults[0]?.field ?? '', /^manifest\.sections/)
  assert.ok('faults' in prepareManifest({ ...twoRows, name: 'half \ud83d' }))
})

test('a manifest grows from another only when every place keeps number and address', () => {
  const before = preparedOf(twoRows).compiled
  assert.ok(growsFrom(before, before))
  assert.ok(growsFrom(before, preparedOf({ ...twoRows, sections: [...twoRows.sections, area] }).compiled))
  assert.ok(!growsFrom(before, preparedOf({ ...twoRows, sections: [area, ...twoRows.sections] }).compiled))
  assert.ok(!growsFrom(before, preparedOf({ ...twoRows, sections: [area] }).compiled))
})

test('whatever is added to fixed places, the manifest grows, and holds as many places more as were added', () => {
  let manifest: Manifest | undefined = twoRows
  const category = { key: 'standard', name: 'Standard' }
  const additions = [
    { count: 3, section: 'Stalls', row: 'C', firstSeat: 1 },
    { count: 7, section: 'Floor', row: '1', firstSeat: undefined },
    { count: 9, section: 'Floor', row: '1', firstSeat: undefined },
    { count: 2, section: 'Floor!', row: '1', firstSeat: undefined },
    { count: 500, section: 'Łoża', row: '1', firstSeat: 0 },
  ]
  for (const addition of additions) {
    const before = preparedOf(manifest)
    const grown = growManifest(manifest, { ...addition, category }, true)
    assert.ok('manifest' in grown, JSON.stringify(grown))
    manifest = grown.manifest
    const after = preparedOf(manifest)
    assert.ok(growsFrom(before.compiled, after.compiled))
    assert.equal(after.places, before.places + addition.count)
  }
})
