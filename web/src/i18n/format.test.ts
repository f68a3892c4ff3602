import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatsOf } from './format.ts'

const now = new Date('2035-05-04T10:00:00Z')
const evening = new Date('2035-05-04T18:30:00Z')
/** Intl puts thin and hard spaces where people read spaces. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

test('prices stand as each language writes them, without decimals that say nothing', () => {
  const price = (language: 'en' | 'de' | 'ja', minor: number, currency: string) =>
    plain(formatsOf(language).price({ minor, currency }))
  assert.equal(price('en', 5_290, 'EUR'), '€52.90')
  assert.equal(price('de', 5_290, 'EUR'), '52,90 €')
  assert.equal(price('de', 5_200, 'EUR'), '52 €')
  assert.equal(price('ja', 9_720, 'JPY'), '￥9,720')
  const column = [48_00, 3_90].map((minor) => ({ minor, currency: 'EUR' }))
  assert.deepEqual(
    column.map((amount) => plain(formatsOf('de').price(amount, column))),
    ['48,00 €', '3,90 €'],
  )
  assert.equal(price('en', 12_345, 'KWD'), 'KWD 12.345')
})

test('times are those of the place, and dates have their year when it is not this one', () => {
  const { day, shortDay, time } = formatsOf('en')
  assert.equal(time(evening, 'Asia/Tokyo'), '03:30')
  assert.equal(day(evening, 'Asia/Tokyo', now), 'Saturday 5 May')
  assert.equal(day(evening, 'Europe/Berlin', now), 'Friday 4 May')
  assert.equal(shortDay(evening, 'Europe/Berlin', new Date('2034-01-01T00:00:00Z')), 'Fri, 4 May 2035')
  assert.equal(formatsOf('de').day(evening, 'Europe/Berlin', now), 'Freitag, 4. Mai')
  assert.equal(formatsOf('ja').day(evening, 'Asia/Tokyo', now), '5月5日土曜日')
  assert.equal(formatsOf('ja').dayAndTime('5月5日土曜日', '03:30'), '5月5日土曜日 03:30')
  assert.equal(formatsOf('de').dayAndTime('Freitag, 4. Mai', '20:30'), 'Freitag, 4. Mai, 20:30')
})

test('a town stands with its region and the country as the language calls it', () => {
  const potsdam = { name: 'Potsdam', region: null, country: 'DE' }
  const inTheStates = { name: 'Potsdam', region: 'New York', country: 'US' }
  assert.equal(formatsOf('en').town(potsdam), 'Potsdam, Germany')
  assert.equal(formatsOf('de').town(potsdam), 'Potsdam, Deutschland')
  assert.equal(formatsOf('de').town(inTheStates), 'Potsdam, New York, Vereinigte Staaten')
  assert.equal(formatsOf('ja').town(potsdam), 'Potsdam, ドイツ')
  const munich = { name: 'Munich', names: { de: 'München', ja: 'ミュンヘン' }, region: null, country: 'DE' }
  assert.deepEqual(
    (['en', 'de', 'ja'] as const).map((language) => formatsOf(language).town(munich)),
    ['Munich, Germany', 'München, Deutschland', 'ミュンヘン, ドイツ'],
  )
})
