import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { readEmail } from './email.ts'

describe('an e-mail address', () => {
  for (const [one, other] of [
    ['Ada@Example.ORG', 'ada@example.org'],
    ['  ada@example.org ', 'ada@example.org'],
    ['zoe\u0308@example.org', 'zo\u00EB@example.org'],
    ['\uFF41da@example.org', 'ada@example.org'],
    ['ada@B\u00FCcher.example', 'ada@xn--bcher-kva.example'],
    ['\u212Aim@example.org', 'kim@example.org'],
  ] as const)
    test(`${one} and ${other} are one`, () => {
      assert.equal(readEmail(one)?.key, readEmail(other)?.key)
      assert.notEqual(readEmail(one), undefined)
    })

  for (const [one, other] of [
    ['a.da@example.org', 'ada@example.org'],
    ['ada+foyer@example.org', 'ada@example.org'],
    ['ada@example.org', 'ada@example.com'],
  ] as const)
    test(`${one} and ${other} are two`, () => assert.notEqual(readEmail(one)?.key, readEmail(other)?.key))

  for (const text of [
    '',
    'ada',
    '@example.org',
    'ada@',
    'ada@localhost',
    'ada@@example.org',
    'a da@example.org',
    'ada@exam\u0000ple.org',
    'ada@example..org',
    `${'a'.repeat(65)}@example.org`,
    `ada@${'a.'.repeat(130)}org`,
  ])
    test(`${JSON.stringify(text.slice(0, 30))} is none`, () => assert.equal(readEmail(text), undefined))

  test('is kept as the person wrote it beside its one form', () => {
    assert.deepEqual(readEmail(' Ada@Example.org'), { address: 'Ada@Example.org', key: 'ada@example.org' })
  })

  test('the one form of a one form is itself, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.emailAddress(),
          fc.string({ unit: 'binary' }).map((s) => `${s}@example.org`),
        ),
        (text) => {
          const key = readEmail(text)?.key
          if (key !== undefined) assert.equal(readEmail(key)?.key, key)
        },
      ),
    )
  })
})
