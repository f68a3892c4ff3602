import assert from 'node:assert/strict'
import { test } from 'node:test'
import { worthOf } from './worth.ts'

test('payments, the door and health are kept, buyers go before lookers-on, and what has a substitute goes first', () => {
  const said = [
    ['POST', '/v1/webhooks/stripe'],
    ['GET', '/readyz'],
    ['POST', '/v1/orders'],
    ['POST', '/v1/events/1/holds'],
    ['PATCH', '/v1/holds/1'],
    ['GET', '/v1/events/1/holds'],
    ['GET', '/v1/events'],
    ['GET', '/v1/events/1/availability'],
    ['GET', '/v1/events/1/availability/stream'],
    ['GET', '/v1/events/1/log/tile/0/000'],
    ['GET', '/v1/events/1/log/checkpoint'],
  ].map(([method = '', path = '']) => worthOf(method, path))
  assert.deepEqual(said, [
    'reserved',
    'reserved',
    'vital',
    'vital',
    'vital',
    'ordinary',
    'ordinary',
    'ordinary',
    'extra',
    'extra',
    'ordinary',
  ])
})
