import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { orderCalendar } from './calendar.ts'
import { anEvent, aPlace } from './testing/facts.ts'

const ORDER = '019a9e1c-7c9b-7bb0-9d6f-3c1de0a7f6c2'
/** The lines of a calendar, with folded ones joined (RFC 5545, section 3.1). */
const linesOf = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')
const entry = (changes: Parameters<typeof anEvent>[0] = {}, places = [aPlace(1), aPlace(2)]) =>
  linesOf(orderCalendar({ orderId: ORDER, event: anEvent(changes), places }))
const valueOf = (lines: string[], name: string) =>
  lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1)

describe('the calendar entry of an order', () => {
  test('says when and where, and what to bring to mind', () => {
    const lines = entry()
    assert.equal(lines[0], 'BEGIN:VCALENDAR')
    assert.equal(valueOf(lines, 'SUMMARY'), 'A Night of Tides')
    assert.equal(valueOf(lines, 'DTSTART'), '20270605T173000Z')
    assert.equal(valueOf(lines, 'DTEND'), '20270605T203000Z')
    assert.equal(valueOf(lines, 'GEO'), '52.52;13.405')
    assert.equal(valueOf(lines, 'STATUS'), 'CONFIRMED')
    assert.equal(
      valueOf(lines, 'LOCATION'),
      String.raw`Hall on the Quay\nGreat Hall\nKaistraße 1\n10115 Berlin\, Germany`,
    )
    assert.match(
      valueOf(lines, 'DESCRIPTION') ?? '',
      /19:30 \(Europe\/Berlin\\, UTC\+2\)\\nDoors 18:00\\nBlock 112\\, row 1\\, seat 2/,
    )
  })

  test('ends every line as RFC 5545 wants it, the last one too', () => {
    const text = orderCalendar({ orderId: ORDER, event: anEvent(), places: [aPlace(1)] })
    assert.match(text, /END:VCALENDAR\r\n$/)
    assert.doesNotMatch(text, /[^\r]\n/)
  })

  test('is the same bytes each time, so that nothing looks changed', () => {
    assert.deepEqual(entry(), entry())
  })

  test('keeps its UID, and its sequence grows, when the event moves and when the tickets are revoked', () => {
    const versions = [
      entry(),
      entry({ revision: 4, status: 'rescheduled', startsAt: new Date('2027-07-01T17:30:00Z'), doorsAt: null }),
      entry({ revision: 4, status: 'rescheduled' }, []),
    ]
    assert.deepEqual(new Set(versions.map((lines) => valueOf(lines, 'UID'))), new Set([ORDER]))
    assert.deepEqual(
      versions.map((lines) => valueOf(lines, 'SEQUENCE')),
      ['3', '4', '5'],
    )
  })

  test('is cancelled when the event is, or when no ticket is left', () => {
    for (const lines of [entry({ status: 'cancelled' }), entry({}, [])]) {
      assert.equal(valueOf(lines, 'STATUS'), 'CANCELLED')
      assert.equal(valueOf(lines, 'METHOD'), 'CANCEL')
    }
  })

  test('is tentative while the event is postponed', () => {
    assert.equal(valueOf(entry({ status: 'postponed' }), 'STATUS'), 'TENTATIVE')
  })

  test('rings no alarm', () => {
    assert.ok(!entry().some((line) => line.includes('VALARM')))
  })

  test('cannot be broken by what the organiser is called', () => {
    const lines = entry({ organiser: 'The "Best"; Shows\nBEGIN:VALARM' })
    const organiser = lines.filter((line) => line.startsWith('ORGANIZER'))
    assert.equal(organiser.length, 1)
    assert.match(organiser[0] ?? '', /^ORGANIZER;CN="[^"\n]*":mailto:[^\s]+$/)
    assert.ok(!lines.includes('BEGIN:VALARM'))
  })
})
