import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { codePurposes } from '@foyer/contract/codes'
import { languages } from '@foyer/contract/languages'
import type { Letter } from './letter.ts'
import { renderHtml, renderText } from './render-letter.ts'
import { writeCodeLetter, writeOrderLetter } from './write-letter.ts'

const now = new Date('2027-03-01T12:00:00Z')
const url = 'https://tickets.example'

const order = {
  orderId: '01900000-0000-7000-8000-00000000000c',
  title: 'Tosca & <Friends>',
  startsAt: new Date('2027-03-06T18:30:00Z'),
  timeZone: 'Europe/Berlin',
  venue: 'Philharmonie',
  city: 'Berlin',
  places: [{ section: 'Block A', row: '4', seat: '17' }],
  amount: { minor: 123_450, currency: 'EUR' },
  refunded: { minor: 500, currency: 'JPY' },
}
const orderLetter = (language: Letter['language'], kind: Parameters<typeof writeOrderLetter>[0], attached = true) =>
  writeOrderLetter(kind, { email: 'a@example.org', language, verified: attached }, order, url, attached)

describe('a letter', () => {
  for (const language of languages)
    test(`says the code and how long it is good, in ${language}, as text and as HTML`, () => {
      for (const purpose of codePurposes) {
        const letter = writeCodeLetter(
          {
            to: 'a@example.org',
            language,
            expiresAt: new Date(now.getTime() + 599_000),
            says: { kind: 'code', purpose, digits: '01234567' },
          },
          url,
          now,
        )
        assert.match(letter.subject, /0123 4567/)
        for (const set of [renderText(letter), renderHtml(letter)]) {
          assert.match(set, /0123 4567/)
          assert.match(set, /10/)
        }
        assert.match(renderHtml(letter), new RegExp(`<html lang="${language}">`))
      }
    })

  test('about an order tells day, time and amount as its language writes them, where it takes place', () => {
    assert.deepEqual(
      languages.map((language) => {
        const facts = orderLetter(language, 'order-confirmed').facts ?? []
        return [facts[1]?.[1], facts[3]?.[1], facts[4]?.[1]]
      }),
      [
        ['Saturday, March 6, 2027 at 7:30 PM (time at the venue)', 'Block A, row 4, seat 17', '€1,234.50'],
        ['Samstag, 6. März 2027 um 19:30 (Ortszeit der Veranstaltung)', 'Block A, Reihe 4, Platz 17', '1.234,50 €'],
        ['2027年3月6日土曜日 19:30 (会場の現地時間)', 'Block A 4列 17番', '€1,234.50'],
      ].map((row) => row.map((text) => text.replace(/(\d) €/, '$1\u00A0€'))),
    )
    assert.deepEqual(orderLetter('en', 'order-refunded').facts?.[2], ['Given back', '¥500'])
  })

  test('speaks of attached tickets only where they are', () => {
    assert.match(renderText(orderLetter('en', 'order-confirmed', true)), /hang on this mail/)
    const unproved = renderText(orderLetter('en', 'order-confirmed', false))
    assert.doesNotMatch(unproved, /hang on this mail/)
    assert.match(unproved, /Confirm your address/)
  })

  test('sets what others wrote as text, and leads to this Foyer alone', () => {
    const html = renderHtml(orderLetter('en', 'order-undone'))
    assert.ok(html.includes('Tosca &amp; &lt;Friends&gt;') && !html.includes('<Friends>'))
    assert.deepEqual(
      [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map((match) => match[1]),
      [`${url}/orders/${order.orderId}`],
    )
  })

  test('that tells why there is no code gives none', () => {
    for (const kind of ['no-account', 'account-that-sells'] as const)
      for (const language of languages) {
        const letter = writeCodeLetter({ to: 'a@example.org', language, expiresAt: now, says: { kind } }, url, now)
        assert.equal(letter.code, undefined)
        assert.doesNotMatch(renderText(letter), /\d{4}/)
      }
  })
})
