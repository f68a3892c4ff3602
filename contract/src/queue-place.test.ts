import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { laterStatus, placeInQueue, pollAfterMs, spreadMs } from './queue-place.ts'
import type { QueueStatus } from './queue.ts'

const NOW = Date.parse('2027-03-01T10:00:00Z')
const aStatus = (more: Partial<QueueStatus> = {}): QueueStatus => ({
  eventId: '01930000-0000-7000-8000-00000000000a',
  version: NOW,
  phase: 'open',
  lobbyOpensAt: '2027-03-01T08:30:00.000Z',
  lobbyClosesAt: '2027-03-01T08:58:00.000Z',
  onSaleAt: '2027-03-01T09:00:00.000Z',
  inLobby: 10_000,
  last: 12_000,
  watermark: 4_000,
  drawn: true,
  placesLeft: 3_000,
  placesHeld: 500,
  rate: { perMinute: 600, low: 300, high: 900, overSeconds: 120 },
  pausedBecause: null,
  message: null,
  poll: { nearSeconds: 2, farSeconds: 20, jitter: 0.3 },
  ...more,
})

describe('what somebody who waits is told', () => {
  test('whose number was called, that it is their turn; who is next, that nobody is before them', () => {
    assert.deepEqual(placeInQueue(aStatus(), 4_000), { ahead: 0, yourTurn: true, wait: null, outlook: 'good' })
    const next = placeInQueue(aStatus(), 4_001)
    assert.deepEqual([next.ahead, next.yourTurn], [0, false])
  })

  test('a wait by the rate of late, with its error by the quickest and the slowest half minute', () => {
    assert.deepEqual(placeInQueue(aStatus(), 4_600).wait, { seconds: 60, low: 40, high: 120 })
  })

  test('no end of the wait where it stood still for a while, and no wait at all where nothing is known or goes on', () => {
    const halting = { perMinute: 300, low: 0, high: 600, overSeconds: 120 }
    assert.equal(placeInQueue(aStatus({ rate: halting }), 4_600).wait?.high, null)
    assert.equal(placeInQueue(aStatus({ rate: null }), 4_600).wait, null)
    assert.equal(placeInQueue(aStatus({ rate: { ...halting, perMinute: 0 } }), 4_600).wait, null)
    assert.equal(placeInQueue(aStatus({ phase: 'paused' }), 4_600).wait, null)
  })

  test('whether places will be left: enough for those ahead at two each, perhaps, hardly, or none', () => {
    const outlook = (number: number, more: Partial<QueueStatus> = {}) => placeInQueue(aStatus(more), number).outlook
    assert.equal(outlook(5_500), 'good')
    assert.equal(outlook(5_501), 'tight')
    assert.equal(outlook(7_500), 'tight')
    assert.equal(outlook(7_501), 'poor')
    assert.equal(outlook(5_000, { phase: 'sold_out' }), 'sold-out')
  })
})

describe('when to ask again', () => {
  const seconds = (status: QueueStatus, number: number | null, random = 0.5) =>
    pollAfterMs(status, number, NOW, random) / 1_000

  test('soon near the turn, and a minute before the phase changes; otherwise later', () => {
    assert.equal(seconds(aStatus(), 4_900), 2)
    assert.equal(seconds(aStatus(), 9_000), 20)
    const soon = new Date(NOW + 30_000).toISOString()
    const later = new Date(NOW + 300_000).toISOString()
    assert.equal(seconds(aStatus({ phase: 'lobby', lobbyClosesAt: soon }), null), 2)
    assert.equal(seconds(aStatus({ phase: 'lobby', lobbyClosesAt: later }), null), 20)
    assert.equal(seconds(aStatus({ phase: 'draw', onSaleAt: soon }), null), 2)
    assert.equal(seconds(aStatus({ phase: 'before', lobbyOpensAt: soon }), null), 2)
  })

  test('spread over three tenths more and less, so that nobody comes all at once', () => {
    assert.equal(seconds(aStatus(), 9_000, 0), 14)
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
        const after = seconds(aStatus(), 9_000, random)
        assert.ok(after >= 14 && after <= 26)
      }),
    )
  })
})

test('of two documents the later one counts, and a number that was called stays called', () => {
  const [early, late] = [aStatus({ watermark: 50 }), aStatus({ version: NOW + 1, watermark: 40, message: 'Hello' })]
  for (const status of [laterStatus(early, late), laterStatus(late, early)])
    assert.deepEqual([status.message, status.watermark], ['Hello', 50])
})

test('a crowd asks for its numbers over half a minute, a few at once', () => {
  assert.equal(spreadMs(100_000, 0.999), 24_975)
  assert.equal(spreadMs(1_000_000, 0.5), 15_000)
  assert.equal(spreadMs(100, 0.4), 10)
})
