import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { fromLocal, toLocal } from './local-time.ts'

const iso = (local: string, zone: string) => fromLocal(local, zone)?.toISOString()

test('times are read and written as clocks at the venue show them', () => {
  assert.equal(toLocal(new Date('2035-05-04T18:30:00Z'), 'Europe/Berlin'), '2035-05-04T20:30')
  assert.equal(iso('2035-05-04T20:30', 'Europe/Berlin'), '2035-05-04T18:30:00.000Z')
  assert.equal(iso('2035-01-04T20:30', 'America/New_York'), '2035-01-05T01:30:00.000Z')
  assert.equal(iso('2035-01-04T09:00', 'Asia/Kathmandu'), '2035-01-04T03:15:00.000Z')
  assert.equal(iso('', 'Asia/Tokyo'), undefined)
})

test('when clocks are put back the first of the two is meant; an hour that is left out is as much later', () => {
  assert.equal(iso('2026-10-25T02:30', 'Europe/Berlin'), '2026-10-25T00:30:00.000Z')
  const skipped = fromLocal('2026-03-29T02:30', 'Europe/Berlin')
  assert.equal(skipped?.toISOString(), '2026-03-29T01:30:00.000Z')
  assert.equal(toLocal(skipped, 'Europe/Berlin'), '2026-03-29T03:30')
})

test('whatever a clock shows is read back as what it shows', () => {
  const zones = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Tokyo', 'UTC')
  fc.assert(
    fc.property(fc.integer({ min: 1_700_000_000, max: 2_100_000_000 }), zones, (seconds, zone) => {
      const local = toLocal(new Date(seconds * 1_000), zone)
      const read = fromLocal(local, zone)
      assert.ok(read !== undefined)
      assert.equal(toLocal(read, zone), local)
    }),
  )
})
