import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countryCodes, currencyCodes, currencyOf } from './currencies.ts'

test('each country of ISO 3166-1 stands there once', () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  // 249 of the standard, and Kosovo.
  assert.equal(countryCodes.length, 250)
  assert.equal(new Set(countryCodes).size, countryCodes.length)
  assert.deepEqual(
    countryCodes.filter((code) => names.of(code) === undefined),
    [],
  )
})

test('every currency is one that the runtime knows as in use', () => {
  const known = new Set(Intl.supportedValuesOf('currency'))
  assert.deepEqual(
    currencyCodes.filter((code) => !known.has(code)),
    [],
  )
})

test('who has taken the euro, and who has not', () => {
  const euro = ['BG', 'HR', 'DE', 'ME', 'VA']
  assert.deepEqual(new Set(euro.map(currencyOf)), new Set(['EUR']))
  assert.deepEqual(['RO', 'CZ', 'CH', 'LS', 'CW', 'PS'].map(currencyOf), ['RON', 'CZK', 'CHF', 'LSL', 'XCG', 'ILS'])
  assert.deepEqual(['AQ', 'XX', 'de', ''].map(currencyOf), [undefined, undefined, undefined, undefined])
})
