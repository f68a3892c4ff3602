import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ShowKind } from '@foyer/contract/catalog.schemas'
import { genres } from '../search/genres.ts'
import { genresOf, namesOfId, placeOf, placesOf, segments } from './discovery-classes.ts'
import { readClasses } from './discovery-class-filter.ts'

const told = ({ segment, genre, subGenre }: ReturnType<typeof placeOf>) => [segment.id, genre.id, subGenre.id]

describe('classes of the Discovery API', () => {
  test('every kind of show is in one segment', () => {
    assert.deepEqual(segments.flatMap(({ kinds }) => kinds).toSorted(), [...ShowKind.enum].toSorted())
  })

  test('a genre stands below the one that the tree puts it under, and one of another segment by itself', () => {
    assert.deepEqual(told(placeOf('concert', 'Post-punk')), ['music', 'rock', 'post-punk'])
    assert.deepEqual(told(placeOf('concert', 'Hip-Hop')), ['music', 'hip-hop', 'hip-hop'])
    assert.deepEqual(told(placeOf('classical', 'string quartet')), ['music', 'classical', 'string-quartet'])
    assert.deepEqual(told(placeOf('film', 'comedy')), ['film', 'comedy', 'comedy'])
    assert.deepEqual(told(placeOf('concert', '演歌')), ['music', '演歌', '演歌'])
    assert.deepEqual(placesOf('sport', []).map(told), [['sports', 'sport', 'sport']])
    assert.deepEqual(placesOf('film', ['Sci-Fi', 'Noir']).map(told), [
      ['film', 'science-fiction', 'science-fiction'],
      ['film', 'crime', 'noir'],
    ])
  })

  test('whatever an event carries is listed, under the same ids', () => {
    const shown = [
      { kind: 'concert', genre: 'Krautrock' },
      { kind: 'film', genre: 'comedy' },
      { kind: 'family', genre: '人形劇' },
    ] as const
    const all = [...shown, ...genres.flatMap(({ key }) => ShowKind.enum.map((kind) => ({ kind, genre: key })))]
    for (const { kind, genre } of all) {
      const place = placeOf(kind, genre)
      const listed = genresOf(place.segment, all).find(({ id }) => id === place.genre.id)
      assert.deepEqual(
        listed?.below.find(({ id }) => id === place.subGenre.id),
        place.subGenre,
      )
      assert.ok(namesOfId(place.subGenre.id, all).length > 0, genre)
    }
    const ids = genresOf(placeOf('concert', 'rock').segment, shown).map(({ id }) => id)
    assert.ok(ids.includes('krautrock') && !ids.includes('comedy'))
  })

  test('ids and names narrow a search: lists widen, several parameters narrow together', () => {
    const read = (query: Record<string, string>) => readClasses(query, [{ kind: 'concert', genre: 'Neo Soul' }])
    assert.deepEqual(read({ segmentId: 'KZFzniwnSyZfZ7v7nE' }), { kinds: ['sport'] })
    assert.deepEqual(read({ segmentName: 'Music', classificationName: 'music, film', genreId: 'neo-soul' }), {
      kinds: ['concert', 'classical', 'festival'],
      genres: [['Neo Soul']],
    })
    assert.deepEqual(read({ classificationName: 'Sports,Opera' }), { genres: [['sport', 'Opera']] })
    assert.deepEqual(read({ genreId: 'KnvZfZ7vAeA' }), { genres: [['KnvZfZ7vAeA']] })
    assert.deepEqual(read({ segmentId: 'music', segmentName: 'Film' }), { kinds: [] })
    assert.deepEqual(read({}), {})
  })
})
