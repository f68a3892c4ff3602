import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTimeZone, localDate } from './zones.ts'

test('names of the IANA database are time zones; offsets and made-up names are not', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata', 'Etc/GMT+5'])
    assert.ok(isTimeZone(zone), zone)
  for (const zone of ['', '+01:00', 'Mars/Olympus', 'Europe/Berlin ', 'local']) assert.ok(!isTimeZone(zone), zone)
})

test('the local day turns at midnight where the venue is', () => {
  const moment = new Date('2035-05-04T22:30:00Z')
  assert.equal(localDate(moment, 'Europe/London'), '2035-05-04')
  assert.equal(localDate(moment, 'Europe/Berlin'), '2035-05-05')
  assert.equal(localDate(moment, 'Pacific/Kiritimati'), '2035-05-05')
  assert.equal(localDate(moment, 'Pacific/Pago_Pago'), '2035-05-04')
})
