import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { admissionWindow } from './admission-window.ts'
import { anEvent, aPlace } from './testing/facts.ts'
import { addressInWords, dayInWords, moneyInWords, placeInWords, timeInWords, zoneInWords } from './wording.ts'

const berlin = anEvent().venue
const toronto = { ...berlin, city: 'Toronto', country: 'CA', timeZone: 'America/Toronto' }

describe('a ticket says', () => {
  test('the day where the event is, not where the server is', () => {
    const late = anEvent({ startsAt: new Date('2027-06-05T23:30:00Z') })
    assert.equal(dayInWords(late), 'Sunday, 6 June 2027')
    assert.equal(dayInWords({ ...late, venue: toronto }), 'Saturday, June 5, 2027')
  })

  test('the time as the country writes it, with the offset of that day', () => {
    const summer = new Date('2027-06-05T17:30:00Z')
    assert.equal(timeInWords(summer, berlin), '19:30')
    assert.match(timeInWords(summer, toronto), /^1:30\sp\.m\.$/)
    assert.equal(zoneInWords(summer, berlin), 'Europe/Berlin, UTC+2')
    assert.equal(zoneInWords(new Date('2027-12-05T17:30:00Z'), berlin), 'Europe/Berlin, UTC+1')
    assert.equal(zoneInWords(summer, { ...berlin, timeZone: 'Asia/Kolkata' }), 'Asia/Kolkata, UTC+5:30')
  })

  test('amounts with the digits of their currency', () => {
    assert.equal(moneyInWords({ minor: 8_450, currency: 'EUR' }, berlin), '€84.50')
    assert.equal(moneyInWords({ minor: 12_800, currency: 'JPY' }, { ...berlin, country: 'JP' }), '¥12,800')
    assert.match(moneyInWords({ minor: 12_345, currency: 'KWD' }, { ...berlin, country: 'GB' }), /^KWD\s12\.345$/)
  })

  test('the address in lines, without gaps for what is not known', () => {
    assert.deepEqual(addressInWords(berlin), ['Kaistraße 1', '10115 Berlin, Germany'])
    assert.deepEqual(addressInWords({ ...toronto, street: null, postalCode: null, state: 'Ontario' }), [
      'Toronto, Ontario, Canada',
    ])
  })

  test('the place, with row and seat where there are any', () => {
    assert.equal(placeInWords(aPlace(12)), 'Block 112, row 2, seat 3')
    assert.equal(placeInWords({ section: 'Standing', row: null, seat: null }), 'Standing')
  })
})

describe('the time in which a code is good', () => {
  test('is from 12 hours before doors to 12 hours after the end', () => {
    const window = admissionWindow(anEvent({ endsAt: new Date('2027-06-05T20:00:00Z') }))
    assert.deepEqual(window, { from: new Date('2027-06-05T04:00:00Z'), until: new Date('2027-06-06T08:00:00Z') })
  })

  test('counts from the start where doors are not known, and takes 12 hours for an event without an end', () => {
    const window = admissionWindow(anEvent({ doorsAt: null }))
    assert.deepEqual(window, { from: new Date('2027-06-05T05:30:00Z'), until: new Date('2027-06-06T17:30:00Z') })
  })
})
