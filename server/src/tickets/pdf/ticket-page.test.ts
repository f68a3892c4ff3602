import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { anEvent, aPlace } from '../testing/facts.ts'
import { linesOf, RecordingDocument } from '../testing/recording-document.ts'
import { PAGE, RIGHT } from './pen.ts'
import { drawTicketPage, type PrintedTicket } from './ticket-page.ts'

const LAYOUTS = 40

const ticket = (changes: Partial<PrintedTicket> = {}): PrintedTicket => ({
  event: anEvent(),
  place: aPlace(12),
  ticketId: '01900000-0000-7000-8000-00000000000b',
  orderId: '019a9e1c-7c9b-7bb0-9d6f-3c1de0a7f6c2',
  holderName: 'Zoë Ängström',
  price: { minor: 8_450, currency: 'EUR' },
  code: 'ABCDE23456'.repeat(21),
  ...changes,
})

const doc = new RecordingDocument()
/** What a page says: its lines from the top. */
const page = (printed: PrintedTicket, number = 1, of = 1) =>
  linesOf(doc.onNewPage(() => drawTicketPage(doc, printed, number, of))).join('\n')
const usual = page(ticket())

describe('a printed ticket says', () => {
  for (const [what, words] of [
    ['the title', 'A Night of\nTides'],
    ['who appears', 'The Harbour Lights · Zoë Ängström'],
    ['the day, doors and start where the event is', 'Saturday, 5 June 2027 18:00 19:30'],
    ['the zone of those times', 'Europe/Berlin, UTC+2'],
    ['gate, section, row and seat', 'North Block 112 2 3'],
    ['the venue', 'Hall on the Quay'],
    ['its address', '10115 Berlin, Germany'],
    ['who holds it', 'Holder Zoë Ängström'],
    ['the price, all in', 'Price paid, all fees included €84.50'],
    ['the order', 'Order 019a9e1c-7c9b-7bb0-9d6f-3c1de0a7f6c2'],
    ['the ticket', 'Ticket 01900000-0000-7000-8000-00000000000b'],
    ['who sells it', 'Northern Lights Concerts'],
  ] as const)
    test(what, () => assert.ok(usual.includes(words), usual))

  test('which of several it is', () => {
    assert.ok(page(ticket(), 2, 3).includes('Ticket 2 of 3'))
  })

  test('the whole code as text', () => {
    const { code } = ticket()
    assert.ok(usual.replaceAll(/\s/g, '').includes(code))
  })

  test('no price to somebody who did not buy it', () => {
    assert.ok(!page(ticket({ price: null })).includes('Price'))
  })

  test('any seat in an area without seats', () => {
    const area = { ...aPlace(1), section: 'Standing', row: null, seat: null }
    assert.ok(page(ticket({ place: area })).includes('Standing Any'))
    assert.ok(!page(ticket({ place: area })).includes('Row'))
  })

  test('that its event was moved or called off', () => {
    assert.ok(page(ticket({ event: anEvent({ status: 'rescheduled' }) })).includes('New day'))
    assert.ok(page(ticket({ event: anEvent({ status: 'cancelled' }) })).includes('Cancelled'))
  })

  test('long section names whole, smaller', () => {
    const place = {
      ...aPlace(1),
      section: 'East Upper Concourse 334',
      gate: 'MetLife Gate',
      level: 'Upper',
      row: '22',
      seat: '1104',
    }
    assert.ok(page(ticket({ place })).includes('MetLife Gate Upper East Upper Concourse 334 22 1104'))
  })
})

test('whatever things are called, all words stay on the page and inside the margins', () => {
  const words = (max: number) =>
    fc.oneof(
      fc.string({ minLength: 1, maxLength: max, unit: fc.constantFrom(...Array.from('WMil.- éßŁΩжあ東京席ー、「」')) }),
      fc.string({ minLength: 1, maxLength: max, unit: 'grapheme' }),
    )
  const label = words(40)
  const places = fc.record({
    section: label,
    row: fc.option(label),
    seat: fc.option(label),
    gate: fc.option(label),
    level: fc.option(label),
  })
  fc.assert(
    fc.property(words(150), words(150), words(150), places, (title, name, venue, place) => {
      const event = anEvent({
        title,
        organiser: name,
        performers: [name, title],
        venue: { ...anEvent().venue, name: venue },
      })
      const said = doc.onNewPage(() =>
        drawTicketPage(doc, ticket({ event, holderName: name, place: { place: 1, ...place } }), 1, 1),
      )
      for (const { text, left, right, baseline } of said) {
        assert.ok(left >= 42 && right <= RIGHT + 1, `${JSON.stringify(text)} reaches from ${left} to ${right}`)
        assert.ok(baseline > 0 && baseline < PAGE.height - 20, `${JSON.stringify(text)} stands at ${baseline}`)
      }
    }),
    { numRuns: LAYOUTS },
  )
})
