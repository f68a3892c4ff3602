import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockOf } from './countries.ts'

test('a country whose zones tell the same time needs no zone to be told, one whose clocks differ does', () => {
  assert.deepEqual(['DE', 'JP', 'MY'].map(clockOf), ['Europe/Berlin', 'Asia/Tokyo', 'Asia/Kuala_Lumpur'])
  assert.deepEqual(['US', 'NZ', 'ES'].map(clockOf), [undefined, undefined, undefined])
})
