import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFile } from './file-kind.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const sumIn = (name: string, bytes: Uint8Array) => {
  const read = readFile(name, bytes)
  return 'fault' in read ? read.fault : read.kind === 'table' ? read.sum : read.kind
}

test('a table is read with commas, semicolons or tabs between its cells, in UTF-8 or UTF-16', () => {
  const table = '\uFEFFSection;Count;Price\r\nBalkon;4;42,50\r\n"Par;kett";6;9\r\n'
  const sum = { lines: 2, places: 10, sections: 2 }
  assert.deepEqual(sumIn('saal.csv', bytesOf(table)), sum)
  assert.deepEqual(sumIn('saal.csv', bytesOf(table.slice(1))), sum)
  const utf16 = table
    .replaceAll(';', '\t')
    .split('')
    .flatMap((letter) => {
      const code = letter.charCodeAt(0)
      return [code & 0xff, code >> 8]
    })
  assert.deepEqual(sumIn('saal.TSV', new Uint8Array(utf16)), sum)
})

test('what is no text, no table and nothing at all is told apart', () => {
  assert.equal(sumIn('saal.csv', new Uint8Array([0x52, 0xe9, 0x73])), 'notText')
  assert.equal(sumIn('saal.xlsx', bytesOf('PK')), 'wrongKind')
  assert.equal(sumIn('saal.txt', bytesOf(' \n')), 'empty')
})
