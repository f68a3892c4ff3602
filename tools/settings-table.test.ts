import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { withSettingsTable } from './settings-table.ts'

test('docs/operating.md has every setting as it is declared (npm run settings writes it)', () => {
  const page = readFileSync(new URL('../docs/operating.md', import.meta.url), 'utf8')
  assert.equal(withSettingsTable(page), page)
})

test('a page without a place for the table is refused', () => {
  assert.throws(() => withSettingsTable('# Operating Foyer'), /must hold/)
})
