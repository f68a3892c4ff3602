import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeTable, encodingOf, separatorOf } from './csv-text.ts'

const COLUMNS = ['section', 'count', 'price, all in']

test('the separator is the one that finds the columns', () => {
  assert.equal(separatorOf('section,count\nA;B;C;D,1\n', COLUMNS), ',')
  assert.equal(separatorOf('Section;Count\r\nA,B,C,D;1\r\n', COLUMNS), ';')
  assert.equal(separatorOf('\n \r\n"section"\t "count"\n', COLUMNS), '\t')
  assert.equal(separatorOf('section|x,y,z\n', COLUMNS), '|')
})

test('where no column is known it is the commonest outside quotation marks, and a comma where nothing tells', () => {
  assert.equal(separatorOf('"a,b,c";d', COLUMNS), ';')
  assert.equal(separatorOf('what, when;where;who', []), ';')
  assert.equal(separatorOf('alone', COLUMNS), ',')
  assert.equal(separatorOf('', COLUMNS), ',')
})

test('text in UTF-8 and UTF-16 is read, with its mark taken off; what is neither is none', () => {
  const text = 'section;count\nRéserve 東;4\n'
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le')
  const swapped = Buffer.from(utf16).swap16()
  assert.deepEqual([utf16, swapped, Buffer.from(text)].map(encodingOf), ['utf-16le', 'utf-16be', 'utf-8'])
  for (const bytes of [Buffer.from(text), Buffer.from(`\uFEFF${text}`), utf16, swapped])
    assert.equal(decodeTable(bytes), text)
  assert.equal(decodeTable(Buffer.from(text, 'latin1')), undefined)
  assert.equal(decodeTable(utf16.subarray(0, -1)), undefined)
  assert.equal(decodeTable(new Uint8Array()), '')
})
