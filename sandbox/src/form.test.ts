import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { parseForm } from './form.ts'

const parsed = (written: string): unknown => {
  const form = parseForm(written)
  return 'params' in form ? JSON.parse(JSON.stringify(form.params)) : 'refused'
}

test('brackets make groups and lists', () => {
  assert.deepEqual(parsed('a=1&b[c]=2&b[d][e]=3&l[0][x]=4&l[1][x]=5&t[]=6&t[]=7'), {
    a: '1',
    b: { c: '2', d: { e: '3' } },
    l: { 0: { x: '4' }, 1: { x: '5' } },
    t: { 0: '6', 1: '7' },
  })
})

test('names and values are decoded', () => {
  assert.deepEqual(parsed('a%5Bb%5D=caf%C3%A9+%26+co&c=&d'), { a: { b: 'café & co' }, c: '', d: '' })
  assert.deepEqual(parsed(''), {})
})

test('what means two things is refused', () => {
  for (const odd of ['a=1&a=2', 'a=1&a[b]=2', 'a[b]=1&a=2', 'a=%', `a${'[b]'.repeat(8)}=1`]) {
    assert.equal(parsed(odd), 'refused', odd)
  }
})

test('names that mean something to JavaScript mean nothing here', () => {
  const form = parseForm('__proto__[admin]=1&constructor[prototype][admin]=1&toString=2')
  assert.ok('params' in form)
  assert.equal(Object.getPrototypeOf(form.params), null)
  assert.equal(({} as Record<string, unknown>)['admin'], undefined)
})

test('whatever is sent, it is read or refused', () => {
  const fragment = fc.constantFrom('a', 'b', '[', ']', '[]', '=', '&', '%', '%5B', '+', '0', '__proto__', 'é')
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 40 }), (fragments) => {
      const form = parseForm(fragments.join(''))
      assert.ok('params' in form || form.status === 400)
    }),
    { numRuns: 2_000 },
  )
})
