import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shellPageOf } from './shell-pages.ts'

test('one kept page shows every ticket, one the list, in each language, and no other page is kept', () => {
  assert.deepEqual(
    ['/tickets', '/de/tickets/', '/tickets/0190-x', '/ja/tickets/0190-x', '/orders/1', '/', '/v1/tickets'].map(
      shellPageOf,
    ),
    ['/tickets', '/de/tickets', '/tickets/-', '/ja/tickets/-', undefined, undefined, undefined],
  )
})
