import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AtOnce } from './at-once.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('so many are done at once and no more, in the order in which they came, whether or not they come to a good end', async () => {
  const atOnce = new AtOnce(2)
  const began: number[] = []
  const ends = Array.from({ length: 6 }, () => Promise.withResolvers<number>())
  const done = ends.map(({ promise }, n) =>
    atOnce.run(() => {
      began.push(n)
      return promise
    }),
  )
  await turn()
  assert.deepEqual(began, [0, 1])
  ends[1]?.reject(new Error('bad'))
  await assert.rejects(done[1] ?? Promise.resolve(), /bad/)
  // One that comes in the moment in which a place is handed on is not let in before its turn.
  const late = atOnce.run(async () => void began.push(6))
  await turn()
  assert.deepEqual(began, [0, 1, 2])
  for (const [n, { resolve }] of ends.entries()) {
    resolve(n)
    await turn()
  }
  await late
  assert.deepEqual(began, [0, 1, 2, 3, 4, 5, 6])
  assert.deepEqual(
    (await Promise.allSettled(done)).map((one) => (one.status === 'fulfilled' ? one.value : 'bad')),
    [0, 'bad', 2, 3, 4, 5],
  )
})
