import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countryMeant, readTerms } from './terms.ts'

test('words for days, for what is on, and that say nothing, in three languages', () => {
  const read: [typed: string, words: string, when?: string][] = [
    ['Kino Berlin heute Abend', 'film Berlin', 'today'],
    ['jazz in Tokyo this weekend', 'jazz Tokyo', 'weekend'],
    ['今週末の東京コンサート', '東京 concert', 'weekend'],
    ['今週 ｻｯｶｰ', 'football', 'week'],
    ['Großer Preis von Monaco', 'grand prix Monaco'],
    ['Karten für die Zauberflöte', 'Zauberflöte'],
    ['Heuteabend Kinopolis', 'Heuteabend Kinopolis'],
    ['Mahler', 'Mahler'],
    ['', ''],
  ]
  for (const [typed, words, when] of read)
    assert.deepEqual(readTerms(typed), { words, ...(when === undefined ? {} : { when }) }, typed)
})

test('countries as other languages call them are those that English calls otherwise', () => {
  assert.deepEqual(['Brasilien', 'ドイツ', 'Côte d’Ivoire', 'Brazil', 'Bristol'].map(countryMeant), [
    'Brazil',
    'Germany',
    undefined,
    undefined,
    undefined,
  ])
})
