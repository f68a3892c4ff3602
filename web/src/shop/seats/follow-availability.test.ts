import assert from 'node:assert/strict'
import { describe, mock, test } from 'node:test'
import type { Availability } from '@foyer/contract/inventory'
import { drawnHouse } from '../../seat-map/testing/drawn-plan.ts'
import { AvailabilityFollower, type ChangeStream, type Link } from './follow-availability.ts'

type Listener = (event: { readonly data: string }) => void

/** A stream that a test speaks for. */
class TestStream implements ChangeStream {
  readyState = 1
  isClosed = false
  readonly #listeners = new Map<string, Listener>()
  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, listener)
  }
  close(): void {
    this.isClosed = true
  }
  say(type: string, data: unknown = ''): void {
    this.#listeners.get(type)?.({ data: JSON.stringify(data) })
  }
}

const snapshot = (version: number, taken: number): Availability => ({
  eventId: '',
  version,
  places: 8,
  bitmap: btoa(String.fromCodePoint(taken)),
  counts: [],
})

function following() {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] })
  const { board } = drawnHouse({ name: 'stalls', rows: ['........'] })
  const streams: TestStream[] = []
  const links: Link[] = []
  const snapshots: (Availability | Error)[] = []
  const follower = new AvailabilityFollower(
    board,
    {
      openStream: () => {
        const stream = new TestStream()
        streams.push(stream)
        return stream
      },
      fetchSnapshot: () => {
        const next = snapshots.shift() ?? new TypeError('nobody answers')
        return next instanceof Error ? Promise.reject(next) : Promise.resolve(next)
      },
      now: Date.now,
      random: () => 1,
    },
    (link) => links.push(link),
  )
  follower.start()
  const stream = () => {
    const last = streams.at(-1)
    assert.ok(last)
    return last
  }
  return { board, follower, streams, links, snapshots, stream, [Symbol.dispose]: () => mock.timers.reset() }
}

const settled = () => new Promise<void>((resolve) => void setImmediate(resolve))

describe('following what is free', () => {
  test('takes over the snapshot, then each change', () => {
    using on = following()
    on.stream().say('snapshot', snapshot(5, 0b1))
    on.stream().say('change', { version: 6, taken: [3], freed: [0] })
    assert.equal(on.board.version, 6)
    assert.deepEqual([0, 1, 2, 3].map(on.board.isFree), [true, true, true, false])
    assert.equal(on.links.at(-1)?.state, 'live')
  })

  test('a snapshot after a gap puts everything right', () => {
    using on = following()
    on.stream().say('snapshot', snapshot(5, 0b1))
    on.stream().say('error')
    on.stream().say('snapshot', snapshot(9, 0b1100))
    assert.deepEqual([0, 1, 2, 3].map(on.board.isFree), [true, true, false, false])
  })

  test('a broken stream is told as stale since it was last heard, and as live when it is back', () => {
    using on = following()
    on.stream().say('snapshot', snapshot(5, 0))
    mock.timers.tick(4_000)
    on.stream().say('error')
    assert.deepEqual(on.links.at(-1), { state: 'stale', since: 0 })
    on.stream().say('open')
    assert.equal(on.links.at(-1)?.state, 'live')
  })

  test('a refused stream is asked for again, later each time, with snapshots meanwhile', async () => {
    using on = following()
    on.stream().say('snapshot', snapshot(5, 0))
    on.snapshots.push(snapshot(6, 0b1))
    for (const wait of [1_000, 2_000, 4_000]) {
      const refused = on.stream()
      refused.readyState = 2
      refused.say('error')
      await settled()
      mock.timers.tick(wait - 1)
      assert.equal(on.stream(), refused, 'not before its time')
      mock.timers.tick(1)
      assert.notEqual(on.stream(), refused)
    }
    assert.equal(on.board.version, 6)
    assert.equal(on.board.isFree(0), false)
  })

  test('a connection that died without a word is noticed', async () => {
    using on = following()
    on.stream().say('snapshot', snapshot(5, 0))
    on.snapshots.push(snapshot(8, 0b10))
    mock.timers.tick(60_000)
    await settled()
    assert.equal(on.board.version, 8)
    mock.timers.tick(60_000)
    await settled()
    assert.equal(on.links.at(-1)?.state, 'stale', 'and told when nobody answers at all')
  })

  test('sent away from the stream, it asks as often as the server says, and goes back when it says', async () => {
    using on = following()
    on.stream().say('snapshot', snapshot(5, 0))
    on.snapshots.push(snapshot(6, 0b1), snapshot(7, 0b11))
    on.stream().say('poll', { everySeconds: 10, streamAfterSeconds: 40 })
    assert.ok(on.stream().isClosed)
    for (const version of [6, 7]) {
      mock.timers.tick(15_000)
      await settled()
      assert.deepEqual([on.board.version, on.links.at(-1)?.state], [version, 'live'])
    }
    assert.equal(on.streams.length, 1)
    mock.timers.tick(10_000)
    assert.equal(on.streams.length, 2)
    on.stream().say('snapshot', snapshot(8, 0))
    assert.equal(on.board.version, 8)
    on.follower.stop()
  })

  test('nothing is asked after it was stopped', async () => {
    using on = following()
    on.stream().readyState = 2
    on.stream().say('error')
    on.follower.stop()
    mock.timers.tick(120_000)
    await settled()
    assert.equal(on.streams.length, 1)
  })
})
