import assert from 'node:assert/strict'
import { test } from 'node:test'
import { genreNames } from '@foyer/server/catalog/search/genres'
import { messages as de } from './de.ts'
import { messages as ja } from './ja.ts'

test('every genre that search knows has a name in German and Japanese, and they name no others', () => {
  for (const [language, names] of Object.entries({ de, ja }))
    assert.deepEqual(Object.keys(names).toSorted(), genreNames.toSorted(), language)
})
