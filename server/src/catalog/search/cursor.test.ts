import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as check, option, property, string } from 'fast-check'
import { cursorsSealedBy } from './cursor.ts'

const cursors = cursorsSealedBy(Buffer.alloc(32, 1))

test('a cursor gives back what it keeps, in the search that it was made for, in whatever order it is written', () => {
  check(
    property(array(string({ unit: 'grapheme' }), { maxLength: 4 }), option(string()), (key, words) => {
      const place = { key, ...(words === null ? {} : { searchedFor: words }) }
      const cursor = cursors.encode({ sort: 'date', city: 'x', from: { moment: new Date(0) } }, place)
      assert.deepEqual(cursors.decode({ from: { moment: new Date(0) }, city: 'x', sort: 'date' }, cursor), place)
      assert.equal(cursors.decode({ sort: 'price', city: 'x' }, cursor), undefined)
      assert.match(cursor, /^[\w-]+$/)
    }),
  )
})

test('no text that was made up is taken for a cursor', () => {
  check(property(string(), (text) => assert.equal(cursors.decode({}, text), undefined)))
})

test('a cursor of another installation is refused', () => {
  const other = cursorsSealedBy(Buffer.alloc(32, 2)).encode({}, { key: ['a'] })
  assert.equal(cursors.decode({}, other), undefined)
})
