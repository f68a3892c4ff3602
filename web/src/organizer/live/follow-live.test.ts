import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QueueLive } from '@foyer/contract/queue'
import { followLive } from './follow-live.ts'

const picture = (at: string) => ({ at }) as unknown as QueueLive
const told = (...pictures: readonly string[]) =>
  new Response(pictures.map((at) => `event: live\ndata: ${JSON.stringify(picture(at))}\n\n: no picture\n\n`).join(''))

test('the stream is followed; when it breaks one looks, tries it again, and says when nobody answers', async () => {
  const heard: string[] = []
  const leaving = new AbortController()
  const streams = [() => told('1', '2'), () => Promise.reject(new TypeError('away')), () => told('4')]
  const looks = [() => Promise.resolve(picture('3')), () => Promise.reject(new TypeError('away'))]
  const look = (): Promise<QueueLive> => {
    const next = looks.shift()
    if (next === undefined) leaving.abort()
    return next === undefined ? Promise.reject(new TypeError('gone')) : next()
  }
  await followLive({
    eventId: 'e',
    api: { call: look },
    openStream: async () => (streams.shift() ?? (() => new Response('')))(),
    signal: leaving.signal,
    onLive: ({ at }, via) => heard.push(`${via} ${at}`),
    onLost: () => heard.push('lost'),
    lookMs: 1,
  })
  assert.deepEqual(heard, ['stream 1', 'stream 2', 'polling 3', 'lost', 'stream 4'])
})

test('sent away from the stream, one looks as often as the server says, and goes back when it says', async () => {
  const leaving = new AbortController()
  const heard: string[] = []
  const word = 'event: poll\ndata: {"everySeconds":0.001,"streamAfterSeconds":0.05}\n\n'
  let [streams, looks] = [0, 0]
  const look = async (): Promise<QueueLive> => picture(String(++looks))
  await followLive({
    eventId: 'e',
    api: { call: look },
    openStream: async () => {
      if (++streams === 2) leaving.abort()
      return new Response(word)
    },
    signal: leaving.signal,
    onLive: (_, via) => heard.push(via),
    onLost: () => heard.push('lost'),
    lookMs: 3_600_000,
  })
  assert.ok(looks >= 2, `${looks} looks`)
  assert.deepEqual([...new Set(heard)], ['polling'])
})
