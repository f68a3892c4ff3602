import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isId, newId } from './ids.ts'

const MANY = 50_000

describe('an id', () => {
  test('is a UUID of version 7 that tells the time of its making', () => {
    const before = Date.now()
    const id = newId()
    assert.ok(isId(id))
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/)
    const madeAt = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
    assert.ok(madeAt >= before && madeAt <= Date.now() + 1)
  })

  test('is higher than all that this process made before it, and none comes twice', () => {
    const ids = Array.from({ length: MANY }, newId)
    for (const [at, id] of ids.entries()) if (at > 0) assert.ok(id > (ids[at - 1] ?? ''), `${at}`)
  })

  test('has 42 bits at its end that the one before does not tell', () => {
    const ones = Array<number>(42).fill(0)
    for (let n = 0; n < MANY; n++) {
      const end = BigInt(`0x${newId().slice(-11)}`)
      for (let bit = 0; bit < ones.length; bit++) if ((end >> BigInt(bit)) & 1n) ones[bit] = (ones[bit] ?? 0) + 1
    }
    // Each bit is one in half of them: ten standard deviations are less than one in twenty.
    for (const [bit, count] of ones.entries()) assert.ok(Math.abs(count / MANY - 0.5) < 0.025, `bit ${bit}: ${count}`)
  })
})
