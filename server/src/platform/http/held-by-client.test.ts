import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isHeldByClient } from './held-by-client.ts'

test('If-None-Match is compared weakly, in a list, and with the star', () => {
  const etag = '"abc"'
  for (const header of [etag, `W/${etag}`, `"x", ${etag}`, '*']) assert.ok(isHeldByClient(header, etag), header)
  for (const header of [undefined, '', '"x"', etag.slice(1)]) assert.ok(!isHeldByClient(header, etag), header)
})
