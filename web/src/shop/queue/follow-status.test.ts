import assert from 'node:assert/strict'
import { describe, mock, test } from 'node:test'
import { Refused } from '@foyer/contract/client'
import type { QueueStatus } from '@foyer/contract/queue'
import { StatusFollower, type StatusNews, type StatusStream } from './follow-status.ts'

type Listener = (event: { readonly data: string }) => void
const CLOSED = 2

/** A stream that a test speaks for. */
class TestStream implements StatusStream {
  readyState = 1
  readonly #listeners = new Map<string, Listener>()
  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, listener)
  }
  close(): void {
    this.readyState = CLOSED
  }
  say(type: string, data: unknown = ''): void {
    this.#listeners.get(type)?.({ data: JSON.stringify(data) })
  }
  fail(closed: boolean): void {
    this.readyState = closed ? CLOSED : 0
    this.say('error')
  }
}

const START = Date.parse('2035-03-01T09:10:00Z')
const statusAt = (version: number, more: Partial<QueueStatus> = {}): QueueStatus => ({
  eventId: '01930000-0000-7000-8000-00000000000a',
  version,
  phase: 'open',
  lobbyOpensAt: '2035-03-01T08:30:00.000Z',
  lobbyClosesAt: '2035-03-01T08:58:00.000Z',
  onSaleAt: '2035-03-01T09:00:00.000Z',
  inLobby: 9_000,
  last: 9_000,
  watermark: 10,
  drawn: true,
  placesLeft: 50,
  placesHeld: 0,
  rate: null,
  pausedBecause: null,
  message: null,
  poll: { nearSeconds: 2, farSeconds: 20, jitter: 0 },
  ...more,
})

function followed(number: number | null = 5_000) {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: START })
  const streams: TestStream[] = []
  const answers: (QueueStatus | Error)[] = []
  const news: StatusNews[] = []
  let [asked, gone] = [0, 0]
  const follower = new StatusFollower({
    first: statusAt(START - 1_000),
    number: () => number,
    world: {
      openStream() {
        const stream = new TestStream()
        streams.push(stream)
        return stream
      },
      fetchStatus() {
        asked++
        const answer = answers.shift() ?? new TypeError('nobody answers')
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
      },
      now: Date.now,
      random: () => 0.5,
    },
    onNews: (one) => news.push(one),
    onGone: () => void gone++,
  })
  follower.start()
  const pass = async (ms: number) => {
    mock.timers.tick(ms)
    for (let turn = 0; turn < 5; turn++) await Promise.resolve()
  }
  return {
    streams,
    answers,
    news,
    pass,
    asked: () => asked,
    gone: () => gone,
    [Symbol.dispose]() {
      follower.stop()
      mock.timers.reset()
    },
  }
}

describe('following a queue', () => {
  test('takes what the stream says, and never a lower watermark than before', () => {
    using it = followed()
    it.streams[0]?.say('status', statusAt(START + 2_000, { watermark: 40 }))
    it.streams[0]?.say('status', statusAt(START + 1_000, { watermark: 50, message: 'older' }))
    const last = it.news.at(-1)
    assert.deepEqual([last?.status.watermark, last?.status.message], [50, null])
  })

  test('knows the clock of the server: the nearest of what came', () => {
    using it = followed()
    it.streams[0]?.say('status', statusAt(START + 40_000))
    it.streams[0]?.say('status', statusAt(START + 39_000))
    assert.equal(it.news.at(-1)?.skewMs, 40_000)
  })

  test('a browser that comes back in vain every few seconds says so, and puts off no asking', async () => {
    using it = followed()
    it.streams[0]?.say('status', statusAt(START))
    for (let seconds = 0; seconds < 18; seconds += 3) {
      it.streams[0]?.fail(false)
      await it.pass(3_000)
    }
    assert.equal(it.news.at(-1)?.staleSince, START)
    assert.equal(it.asked(), 0)
    it.answers.push(statusAt(START + 20_000))
    await it.pass(2_000)
    assert.equal(it.asked(), 1)
    assert.equal(it.news.at(-1)?.staleSince, undefined)
  })

  test('asks as seldom as the server says where there is no stream, and tries the stream again', async () => {
    using it = followed()
    it.streams[0]?.fail(true)
    it.answers.push(statusAt(START + 20_000, { watermark: 20 }), statusAt(START + 40_000, { watermark: 30 }))
    await it.pass(19_999)
    assert.equal(it.asked(), 0)
    await it.pass(1)
    assert.equal(it.news.at(-1)?.status.watermark, 20)
    await it.pass(20_000)
    assert.equal(it.asked(), 2)
    assert.equal(it.streams.length, 2, 'the stream was tried again meanwhile')
  })

  test('sent away from the stream, it asks as the server says without a word to anybody, and goes back when it says', async () => {
    using it = followed()
    it.streams[0]?.say('poll', { everySeconds: 25, streamAfterSeconds: 50 })
    assert.equal(it.streams[0]?.readyState, CLOSED)
    it.answers.push(statusAt(START + 25_000, { watermark: 20 }))
    await it.pass(24_999)
    assert.equal(it.asked(), 0)
    await it.pass(1)
    assert.deepEqual([it.news.at(-1)?.status.watermark, it.news.at(-1)?.staleSince], [20, undefined])
    assert.equal(it.streams.length, 1)
    await it.pass(25_000)
    assert.equal(it.streams.length, 2)
  })

  test('asks oftener near the turn', async () => {
    using it = followed(500)
    it.streams[0]?.fail(true)
    it.answers.push(statusAt(START + 2_000))
    await it.pass(2_000)
    assert.equal(it.asked(), 1)
  })

  test('says that nothing is heard once the stream is broken and asking fails too, and that it is well again', async () => {
    using it = followed(500)
    it.streams[0]?.fail(false)
    assert.equal(it.news.at(-1)?.staleSince, undefined)
    await it.pass(2_000)
    assert.equal(it.news.at(-1)?.staleSince, START)
    it.answers.push(statusAt(START + 4_000))
    await it.pass(2_000)
    assert.equal(it.news.at(-1)?.staleSince, undefined)
  })

  test('waits as long as a busy server says', async () => {
    using it = followed(500)
    it.streams[0]?.fail(true)
    it.answers.push(new Refused({ type: '', title: '', status: 503, code: 'try-again-soon' }, 9))
    await it.pass(2_000)
    await it.pass(8_999)
    assert.equal(it.asked(), 1)
    await it.pass(1)
    assert.equal(it.asked(), 2)
  })

  test('fetches a document after a minute of silence, since a connection may die without a word', async () => {
    using it = followed()
    it.answers.push(statusAt(START + 60_000, { watermark: 99 }))
    await it.pass(60_000)
    assert.equal(it.news.at(-1)?.status.watermark, 99)
  })

  test('ends when there is no queue any more', async () => {
    using it = followed(500)
    it.streams[0]?.fail(true)
    it.answers.push(new Refused({ type: '', title: '', status: 404, code: 'not-found' }, undefined))
    await it.pass(2_000)
    assert.equal(it.gone(), 1)
    await it.pass(120_000)
    assert.equal(it.asked(), 1)
  })
})
