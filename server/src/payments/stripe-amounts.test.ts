import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { fromStripe, toStripe } from './stripe-amounts.ts'

test('amounts go to Stripe in its units: minor units, save for its three exceptions', () => {
  const cases: [number, string, number][] = [
    [1_999, 'EUR', 1_999],
    [500, 'JPY', 500],
    [5, 'ISK', 500],
    [3_700, 'UGX', 370_000],
    [2_000, 'MGA', 20],
    [5_120, 'KWD', 5_120],
  ]
  for (const [minor, currency, amount] of cases) assert.equal(toStripe(minor, currency), amount, currency)
})

test('what Stripe cannot express is refused rather than rounded', () => {
  assert.throws(() => toStripe(5_125, 'KWD'), RangeError)
  assert.throws(() => toStripe(2_050, 'MGA'), RangeError)
})

test('there and back again is the same amount, in every currency there is', () => {
  const currencies = Intl.supportedValuesOf('currency')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.constantFrom(...currencies), (hundreds, currency) => {
      const minor = hundreds * 100
      assert.equal(fromStripe(toStripe(minor, currency), currency), minor)
    }),
  )
})
