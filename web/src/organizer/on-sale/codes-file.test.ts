import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvOf, fileNameOf } from './codes-file.ts'

test('a table of codes is read by a spreadsheet as what it says, and runs nothing', () => {
  const table = [
    ['code', 'presale'],
    ['ABCDE-FGHIJ', 'Friends, "gold"'],
    ['-12345', '=cmd()'],
  ]
  assert.equal(csvOf(table), `code,presale\r\nABCDE-FGHIJ,"Friends, ""gold"""\r\n'-12345,'=cmd()\r\n`)
})

test('the file has a name that can be had everywhere', () => {
  assert.equal(fileNameOf('Codes', 'Fan club / Gold', '東京'), 'codes-fan-club-gold-東京.csv')
})
