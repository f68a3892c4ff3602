import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isHeldByClient, readyAnswer } from './ready-reads.ts'

const answer = (value: unknown) => readyAnswer({ value }, {})

test('the same bytes have the same ETag, others another', () => {
  assert.equal(answer(1).etag, answer(1).etag)
  assert.notEqual(answer(1).etag, answer(2).etag)
})

test('If-None-Match is compared weakly, in a list, and with the star', () => {
  const { etag } = answer(1)
  for (const header of [etag, `W/${etag}`, `"x", ${etag}`, '*']) assert.ok(isHeldByClient(header, etag), header)
  for (const header of [undefined, '', '"x"', etag.slice(1)]) assert.ok(!isHeldByClient(header, etag), header)
})
