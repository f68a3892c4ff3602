import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ClientLimits } from '../platform/http/client-limits.ts'
import { clientLimitKind, clientLimits } from './client-limits.ts'

test('holds, other writes and reads are counted apart; payments, the door and what is the same for all are not', () => {
  const kinds = [
    ['POST', '/v1/events/1/holds'],
    ['PATCH', '/v1/holds/1'],
    ['POST', '/v1/venues'],
    ['GET', '/v1/events'],
    ['HEAD', '/events/1'],
    ['POST', '/v1/webhooks/stripe'],
    ['POST', '/v1/scans'],
    ['GET', '/v1/events/1/queue/status'],
    ['GET', '/v1/events/1/log/tile/0/000'],
    ['GET', '/readyz'],
  ].map(([method = '', path = '']) => clientLimitKind(method, path))
  assert.deepEqual(kinds, ['holds', 'writes', 'writes', 'reads', 'reads', ...Array<undefined>(5).fill(undefined)])
})

/** How many of `times` requests come through that follow one another in `everyMs`. */
function through(kind: 'holds' | 'writes' | 'reads', by: 'byAccount' | 'byNetwork', times: number, everyMs: number) {
  const limits = new ClientLimits({ limits: clientLimits(500) })
  return Array.from({ length: times }, (_, n) => limits.take(kind, by, 'client', n * everyMs)).filter((ms) => ms === 0)
    .length
}

test('somebody who clicks on a seat twice a second for an hour, or whose client repeats thirty times at once, is never refused', () => {
  assert.equal(through('holds', 'byAccount', 7_200, 500), 7_200)
  assert.equal(through('holds', 'byAccount', 30, 0), 30)
})

test('a thousand people behind one address who read a page each within a second, and hold two seats each, are never refused', () => {
  assert.equal(through('reads', 'byNetwork', 5_000, 0.2), 5_000)
  assert.equal(through('holds', 'byNetwork', 2_000, 0.5), 2_000)
})

test('whoever asks for more than that without end is kept to the rate', () => {
  const second = 1_000
  // What drains within the last step may be one more or less.
  const keptTo = (allowed: number, came: number) => assert.ok(Math.abs(came - allowed) <= 1, `${came}, not ${allowed}`)
  keptTo(60 + 120, through('holds', 'byAccount', 60 * second, 1))
  keptTo(5_000 + 60 * 500, through('reads', 'byNetwork', 120 * second, 0.5))
  keptTo(200 + 60 * 20, through('writes', 'byAccount', 60 * second, 1))
})
