import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readyAnswer } from './ready-reads.ts'

const answer = (value: unknown) => readyAnswer({ value }, {})

test('the same bytes have the same ETag, others another', () => {
  assert.equal(answer(1).etag, answer(1).etag)
  assert.notEqual(answer(1).etag, answer(2).etag)
})
