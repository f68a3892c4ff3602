import assert from 'node:assert/strict'
import { test } from 'node:test'
import { currencyOf } from '@foyer/contract/currencies'
import { priceLevels } from './tariff.ts'

const tariff = [{ name: 'Category 1', categories: ['cat1'], dollars: 180 }]
const price = (currency: string) => {
  const [level] = priceLevels(tariff, currency)
  return [level?.faceValue, level?.fees]
}

test('prices are round amounts in minor units of their own currency', () => {
  assert.deepEqual(price('USD'), [180_00, 14_50])
  assert.deepEqual(price('GBP'), [145_00, 11_50])
  assert.deepEqual(price('JPY'), [27_000, 2_150])
  assert.deepEqual(price('MXN'), [3_250_00, 260_00])
})

test('what is free stays free', () => {
  assert.deepEqual(priceLevels([{ name: 'Free', categories: ['all'], dollars: 0 }], 'EUR'), [
    { name: 'Free', categories: ['all'], faceValue: 0, fees: 0 },
  ])
})

test('every country that has a currency here has one that the runtime knows', () => {
  const known = new Set(Intl.supportedValuesOf('currency'))
  for (const country of ['US', 'CA', 'MX', 'GB', 'KR', 'CN', 'DE', 'MA', 'PY'])
    assert.ok(known.has(currencyOf(country) ?? ''), country)
  assert.equal(currencyOf('XX'), undefined)
})
