import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventsIn, type StreamEvent } from './event-lines.ts'

test('events are read however the stream is cut', async () => {
  const whole = ': hello\n\nevent: order\nid: 7\ndata: {"a":1}\n\nevent: order\ndata: one\ndata: two\n\ndata: half'
  for (let size = 1; size < whole.length; size += 3) {
    const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, n) =>
      whole.slice(n * size, (n + 1) * size),
    )
    const read: StreamEvent[] = []
    for await (const event of eventsIn(streamOf(chunks))) read.push(event)
    assert.deepEqual(read, [
      { event: 'order', data: '{"a":1}' },
      { event: 'order', data: 'one\ntwo' },
    ])
  }
})

async function* streamOf(chunks: readonly string[]) {
  yield* chunks
}
