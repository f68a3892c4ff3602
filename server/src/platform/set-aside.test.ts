import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SetAside } from './set-aside.ts'

test('what fails is left alone for longer each time, five minutes at most, until it goes well', () => {
  const aside = new SetAside()
  const pauses: number[] = []
  for (let now = 0, times = 0; times < 12; times++) {
    aside.add('one', now)
    let pause = 0
    while (aside.has('one', now + pause)) pause += 1_000
    pauses.push(pause / 1_000)
    now += pause
  }
  assert.deepEqual(pauses, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300])
  aside.remove('one')
  aside.add('one', 0)
  assert.deepEqual([aside.ids(999), aside.ids(1_000)], [['one'], []])
})

test('of ten thousand that fail a thousand are remembered, the latest', () => {
  const aside = new SetAside()
  for (let n = 0; n < 10_000; n++) aside.add(`event ${n}`, 0)
  const ids = aside.ids(1)
  assert.deepEqual([ids.length, ids[0], ids.at(-1)], [1_000, 'event 9000', 'event 9999'])
})
