import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Histogram } from './histogram.ts'

test('percentiles are right within one percent over six decades', () => {
  const histogram = new Histogram()
  for (let n = 1; n <= 100_000; n++) histogram.record(n / 100)
  for (const share of [0.01, 0.5, 0.9, 0.99, 0.999]) {
    const wanted = share * 1000
    assert.ok(
      Math.abs(histogram.percentile(share) - wanted) / wanted <= 0.011,
      `p${share}: ${histogram.percentile(share)}`,
    )
  }
  assert.equal(histogram.summary().max, 1000)
})

test('without samples every percentile is 0', () => {
  assert.deepEqual(new Histogram().summary(), { p50: 0, p90: 0, p95: 0, p99: 0, p999: 0, max: 0, mean: 0 })
})

test('a latency beyond the last bucket is reported as the maximum', () => {
  const histogram = new Histogram()
  histogram.record(10_000_000)
  assert.equal(histogram.percentile(0.5), 10_000_000)
})
