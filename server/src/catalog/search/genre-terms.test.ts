import assert from 'node:assert/strict'
import { test } from 'node:test'
import { genreTermsIn } from './genre-terms.ts'

const read = (words: string) => {
  const terms = genreTermsIn(words)
  return terms && [terms.genres.map(([first]) => first), terms.rest]
}

test('words that name genres are told from the others, in three languages', () => {
  assert.deepEqual(read('Konzert Berlin'), [['concert'], 'Berlin'])
  assert.deepEqual(read('tickets for a concert in Tokyo'), [['concert'], 'Tokyo'])
  assert.deepEqual(read('東京のコンサート'), [['concert'], '東京の'])
  assert.deepEqual(read('Sci-Fi movies'), [['sci-fi', 'film'], ''])
  assert.deepEqual(read('クラシック音楽'), [['classical'], ''])
  assert.deepEqual(read('R&B'), [['r&b'], ''])
})

test('whoever says concert means classical ones too, and whoever says match any sport', () => {
  assert.deepEqual(genreTermsIn('concerts')?.genres, [['concert', 'classical']])
  assert.deepEqual(genreTermsIn('Spiel')?.genres, [['sport']])
  assert.ok(genreTermsIn('rock')?.genres[0]?.includes('heavy metal'))
})

test('words that name none, parts of words, and queries that say more name none', () => {
  for (const words of ['Mahler', 'Konzerthaus', 'concertina', '"concert"', 'rock -metal', 'opera or ballet', ''])
    assert.equal(genreTermsIn(words), undefined, words)
})
