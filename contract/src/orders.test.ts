import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Check } from 'typebox/value'
import { RefundRequest } from './orders.ts'

test('the reason of a refund is a line of text that a database can keep', () => {
  for (const reason of ['Rained off', 'Überbucht – 2 Plätze']) assert.ok(Check(RefundRequest, { reason }), reason)
  for (const reason of ['', '   ', 'a\0b', 'two\nlines', 'x'.repeat(201)])
    assert.ok(!Check(RefundRequest, { reason }), JSON.stringify(reason))
})
