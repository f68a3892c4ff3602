import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseOptions } from '@node-rs/argon2'
import { ProblemError } from '../platform/http/problem.ts'
import { createPasswordHasher, hashing } from './password-hasher.ts'

describe('a password', () => {
  const passwords = createPasswordHasher()

  test('is kept as argon2id with at least 19 MiB, two passes and a salt of its own', async () => {
    const [one, other] = await Promise.all([passwords.hash('correct horse'), passwords.hash('correct horse')])
    assert.notEqual(one, other)
    assert.match(one, /^\$argon2id\$v=19\$/)
    const used = parseOptions(one)
    assert.ok(used.memoryCost >= 19 * 1024 && used.timeCost >= 2 && used.saltLen >= 16 && used.outputLen >= 32)
  })

  test('is known again, and another is not', async () => {
    const hashed = await passwords.hash('correct horse')
    assert.equal(await passwords.verify(hashed, 'correct horse'), true)
    assert.equal(await passwords.verify(hashed, 'correct horsf'), false)
  })

  test('is the same however its accents are composed, and is not cut off at any length', async () => {
    const hashed = await passwords.hash(`${'é'.repeat(127)}x`)
    assert.equal(await passwords.verify(hashed, `${'e\u0301'.repeat(127)}x`), true)
    assert.equal(await passwords.verify(hashed, `${'é'.repeat(127)}y`), false)
  })
})

test('where there is no account, a hash of the same cost is verified all the same, and the answer is no', async () => {
  const verified: string[] = []
  const passwords = createPasswordHasher({
    work: { ...hashing, verify: async (hashed) => verified.push(hashed) > 0 },
  })
  assert.equal(await passwords.verify(undefined, 'whatever it is'), false)
  const decoy = verified[0]
  assert.ok(decoy)
  const real = await passwords.hash('correct horse')
  assert.deepEqual(parseOptions(decoy), parseOptions(real))
  await passwords.verify(undefined, 'whatever it is')
  assert.deepEqual(verified, [decoy, decoy], 'the decoy is made once: making it would take longer than verifying')
})

test('only so many are hashed at once and only so many wait; the rest are told when to come back', async () => {
  const finish: (() => void)[] = []
  const passwords = createPasswordHasher({
    atOnce: 2,
    waitingMax: 3,
    work: { ...hashing, hash: (password) => new Promise((resolve) => finish.push(() => resolve(password))) },
  })
  const taken = ['a', 'b', 'c', 'd', 'e'].map((password) => passwords.hash(password))
  await assert.rejects(passwords.hash('f'), (error) => {
    assert.ok(error instanceof ProblemError)
    assert.equal(error.code, 'try-again-soon')
    assert.match(error.details.headers?.['retry-after'] ?? '', /^\d+$/)
    return true
  })
  assert.equal(finish.length, 2)
  for (let done = 0; done < 5; done += 1) {
    finish[done]?.()
    await taken[done]
    await new Promise((resolve) => setImmediate(resolve))
  }
  assert.deepEqual(await Promise.all(taken), ['a', 'b', 'c', 'd', 'e'])
  const again = passwords.hash('g')
  finish[5]?.()
  assert.equal(await again, 'g')
})

test('work that fails frees its place', async () => {
  let fails = true
  const passwords = createPasswordHasher({
    atOnce: 1,
    waitingMax: 0,
    work: { ...hashing, hash: async (password) => (fails ? Promise.reject(new Error('no memory')) : password) },
  })
  await assert.rejects(passwords.hash('a'), /no memory/)
  fails = false
  assert.equal(await passwords.hash('b'), 'b')
})
