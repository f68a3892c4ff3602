import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sellOutMinutes, suggestedAtOnce } from './suggest.ts'

const pace = { places: 5_000, peopleAtOnce: 500, peoplePerMinute: null, sessionSeconds: 600, placesAtMost: 10 }

test('how long a sale takes is what the guide to the waiting room says', () => {
  assert.equal(sellOutMinutes(pace), 50)
  assert.equal(sellOutMinutes({ ...pace, peopleAtOnce: 2_000 }), 13)
  assert.equal(sellOutMinutes({ ...pace, peoplePerMinute: 25 }), 100, 'the pace, where it is slower')
  assert.equal(sellOutMinutes({ ...pace, placesAtMost: 1 }), 100)
})

test('what is suggested sells out in about half an hour, and is never more people than there are places for', () => {
  for (const places of [40, 700, 5_000, 70_000]) {
    const peopleAtOnce = suggestedAtOnce({ ...pace, places })
    const minutes = sellOutMinutes({ ...pace, places, peopleAtOnce })
    assert.ok(minutes >= 27 && minutes <= 33, `${places} places, ${peopleAtOnce} at once: ${minutes} minutes`)
  }
  assert.equal(suggestedAtOnce({ ...pace, places: 5_000 }), 830)
  assert.equal(suggestedAtOnce({ ...pace, places: 100, sessionSeconds: 3_600 }), 50)
  assert.equal(suggestedAtOnce({ ...pace, places: 1 }), 1)
})
