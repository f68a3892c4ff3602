import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Suggestion } from '@foyer/contract/catalog.finding'
import { toldApart } from './told-apart.ts'

const named = (name: string, kind: Suggestion['kind'], detail: string | null = null, id = name + kind): Suggestion => ({
  kind,
  id,
  name,
  detail,
  events: 1,
  search: '',
})
const read = (...suggestions: Suggestion[]) =>
  toldApart(suggestions, ({ kind, detail }) => (kind === 'venue' ? (detail ?? undefined) : kind)).map(
    ({ suggestion, beside }) => [suggestion.name, beside],
  )

test('a name that is one alone stands by itself', () => {
  assert.deepEqual(read(named('Lumen Drift', 'performer'), named('Odeon', 'venue', 'London')), [
    ['Lumen Drift', undefined],
    ['Odeon', undefined],
  ])
})

test('those of one name say what each is, in whatever letters', () => {
  assert.deepEqual(
    read(
      named('Lumen Drift', 'show'),
      named('LUMEN DRIFT', 'performer'),
      named('Odeon', 'venue', 'London'),
      named('Odeon', 'venue', 'Leeds'),
    ),
    [
      ['Lumen Drift', 'show'],
      ['LUMEN DRIFT', 'performer'],
      ['Odeon', 'London'],
      ['Odeon', 'Leeds'],
    ],
  )
})

test('what reads the same all the same is there once, the first of them', () => {
  const [first, ...rest] = toldApart(
    [named('Carmen', 'show', 'classical', 'a'), named('Carmen', 'show', 'classical', 'b')],
    ({ kind }) => kind,
  )
  assert.deepEqual([first?.suggestion.id, rest], ['a', []])
})
