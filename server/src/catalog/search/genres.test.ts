import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assert as check, constantFrom, oneof, property, string } from 'fast-check'
import { genreFamily, genreOf, genres, genreWords } from './genres.ts'

test('each genre stands once, after its parent, by a name as search folds it', () => {
  const seen = new Set<string>()
  for (const { key, parent } of genres) {
    assert.ok(!seen.has(key), key)
    assert.ok(parent === null || seen.has(parent), `${key} before ${parent}`)
    assert.match(key, /^[a-z0-9&' -]+$/)
    seen.add(key)
  }
})

test('a genre takes in all that is below it, and nothing above', () => {
  check(
    property(constantFrom(...genres), ({ key, parent }) => {
      const family = genreFamily(key)
      assert.ok(family.includes(key))
      if (parent !== null) assert.ok(!family.includes(parent))
      for (const below of genres)
        if (below.parent === key && parent !== null)
          for (const one of genreFamily(below.key)) assert.ok(family.includes(one), `${one} below ${key}`)
    }),
  )
})

test('a genre is found by its other names, also by capitals', () => {
  assert.ok(genreFamily('Sci-Fi').includes('science fiction'))
  assert.ok(genreFamily('Science Fiction').includes('sci-fi'))
  assert.ok(!genreFamily('Arts & Theatre').includes('comedy'), 'no comedy on film')
  assert.deepEqual(genreFamily('Music'), ['music', 'concert', 'classical', 'festival'])
})

test('other names of genres are put in place of words, and only of whole ones', () => {
  assert.equal(genreWords('F1 Monaco'), 'formula 1 Monaco')
  assert.equal(genreWords('movies in berlin'), 'film in berlin')
  assert.equal(genreWords('soccerama'), undefined)
})

test('whatever a genre is called, it is shown and searched for', () => {
  check(
    property(oneof(string({ unit: 'grapheme' }), constantFrom('__proto__', 'constructor')), (text) => {
      assert.equal(genreOf(text).parent, genres.find(({ key }) => key === genreOf(text).key)?.parent ?? null)
      assert.ok(genreFamily(text).length > 0)
    }),
  )
})
