import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { queryObjects } from 'node:v8'
import { HeldBriefly } from './held-briefly.ts'

interface Value {
  readonly n: number
}
const heldBriefly = () =>
  new HeldBriefly<Value>({ bytesMax: 100, valueBytesMax: 50, sizeOf: ({ n }) => n, ttlMs: 60_000 })

test('those who ask at once wait for one making of the value', async () => {
  const held = heldBriefly()
  let made = 0
  const make = async () => ({ n: ++made })
  const values = await Promise.all(Array.from({ length: 10 }, () => held.getOrMake('a', make)))
  assert.equal(made, 1)
  assert.equal(new Set(values).size, 1)
  assert.equal(held.get('a'), values[0])
})

const ways: Record<string, (held: HeldBriefly<Value>) => void> = {
  'by its key': (held) => held.forget(['a']),
  'with all others': (held) => held.forgetAll(),
}
for (const [way, forget] of Object.entries(ways))
  test(`a value that was begun before it was forgotten is given to those who waited, and not held: ${way}`, async () => {
    const held = heldBriefly()
    let finish: (value: Value) => void = () => undefined
    const old = held.getOrMake('a', () => new Promise<Value>((resolve) => (finish = resolve)))
    forget(held)
    const fresh = await held.getOrMake('a', async () => ({ n: 2 }))
    finish({ n: 1 })
    assert.deepEqual(await old, { n: 1 })
    assert.equal(held.get('a'), fresh)
  })

test('a failure is told to those who waited, and the next one tries again', async () => {
  const held = heldBriefly()
  await assert.rejects(
    held.getOrMake('a', () => Promise.reject(new Error('down'))),
    /down/,
  )
  assert.deepEqual(await held.getOrMake('a', async () => ({ n: 1 })), { n: 1 })
})

test('that there is nothing is not held, nor what is too large, nor more than there is room for', async () => {
  const held = heldBriefly()
  assert.equal(await held.getOrMake('none', async () => undefined), undefined)
  await held.getOrMake('large', async () => ({ n: 51 }))
  for (const key of ['a', 'b', 'c']) await held.getOrMake(key, async () => ({ n: 40 }))
  assert.deepEqual(
    ['none', 'large', 'a', 'b', 'c'].map((key) => held.get(key)?.n),
    [undefined, undefined, undefined, 40, 40],
  )
})

test('what is over is let go of, though nobody asks again', async () => {
  class Large {
    readonly n = 1
  }
  const held = new HeldBriefly<Value>({ bytesMax: 100, valueBytesMax: 50, sizeOf: () => 1, ttlMs: 30 })
  await held.getOrMake('a', async () => new Large())
  assert.equal(queryObjects(Large), 1)
  await wait(100)
  assert.equal(queryObjects(Large), 0)
  assert.equal(held.get('a'), undefined)
})
