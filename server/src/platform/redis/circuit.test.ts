import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Circuit } from './circuit.ts'

test('a circuit is open until a try was answered, and opens at the first failure', () => {
  const circuit = new Circuit()
  assert.equal(circuit.isClosed, false)
  circuit.close()
  assert.equal(circuit.isClosed, true)
  circuit.fail()
  assert.equal(circuit.isClosed, false)
})

test('pauses between tries double up to ten seconds, each shortened by chance to half at most', () => {
  const longest = new Circuit({ random: () => 1 - Number.EPSILON })
  const shortest = new Circuit({ random: () => 0 })
  const pauses = (circuit: Circuit) => Array.from({ length: 9 }, () => Math.round(circuit.fail()))
  assert.deepEqual(pauses(longest), [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000])
  assert.deepEqual(pauses(shortest), [125, 250, 500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000])
})

test('one that comes and goes is tried ever more rarely; one that was there for half a minute begins anew', () => {
  let now = 0
  const circuit = new Circuit({ now: () => now, random: () => 0 })
  const afterServing = (ms: number) => {
    circuit.close()
    now += ms
    return circuit.fail()
  }
  assert.deepEqual([afterServing(1_000), afterServing(29_999), afterServing(1_000)], [125, 250, 500])
  assert.equal(afterServing(30_000), 125)
})
