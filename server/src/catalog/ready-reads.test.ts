import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isHeldByClient, readyAnswer, ReadyReads } from './ready-reads.ts'

const answer = (value: unknown) => readyAnswer({ value }, {})

test('those who ask at once wait for one making of the answer', async () => {
  const ready = new ReadyReads()
  let made = 0
  const make = async () => answer(++made)
  const answers = await Promise.all(Array.from({ length: 10 }, () => ready.getOrMake('/a', make)))
  assert.equal(made, 1)
  assert.equal(new Set(answers).size, 1)
  assert.equal(ready.get('/a'), answers[0])
})

test('an answer that was begun before a change is given to those who waited, and not kept', async () => {
  const ready = new ReadyReads()
  let finish: (value: ReturnType<typeof answer>) => void = () => undefined
  const old = ready.getOrMake('/a', () => new Promise((resolve) => (finish = resolve)))
  ready.forget()
  const fresh = await ready.getOrMake('/a', async () => answer('new'))
  finish(answer('old'))
  assert.equal((await old).body.toString(), '{"value":"old"}')
  assert.equal(ready.get('/a'), fresh)
})

test('a failure is told to those who waited, and the next one tries again', async () => {
  const ready = new ReadyReads()
  await assert.rejects(
    ready.getOrMake('/a', () => Promise.reject(new Error('down'))),
    /down/,
  )
  assert.equal((await ready.getOrMake('/a', async () => answer(1))).body.toString(), '{"value":1}')
})

test('the same bytes have the same ETag, others another', () => {
  assert.equal(answer(1).etag, answer(1).etag)
  assert.notEqual(answer(1).etag, answer(2).etag)
})

test('If-None-Match is compared weakly, in a list, and with the star', () => {
  const { etag } = answer(1)
  for (const header of [etag, `W/${etag}`, `"x", ${etag}`, '*']) assert.ok(isHeldByClient(header, etag), header)
  for (const header of [undefined, '', '"x"', etag.slice(1)]) assert.ok(!isHeldByClient(header, etag), header)
})
