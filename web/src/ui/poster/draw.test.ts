import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { drawPoster } from './draw.ts'
import { posterMarkup } from './markup.ts'
import { HEIGHT, WIDTH } from './pictures.ts'

const KINDS = [
  'film',
  'sport',
  'concert',
  'festival',
  'classical',
  'theatre',
  'comedy',
  'family',
  'other',
  'unheard-of',
]
const subjects = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom(...KINDS),
  title: fc.oneof(
    fc.string({ minLength: 1, maxLength: 200 }),
    fc.constantFrom('Thames Rovers v Mersey Wanderers', '第九', 'A'),
  ),
  bill: fc.array(fc.string({ minLength: 1, maxLength: 80 }), { maxLength: 3 }),
})

test('a show keeps its poster', () => {
  fc.assert(fc.property(subjects, (subject) => assert.deepEqual(drawPoster(subject), drawPoster({ ...subject }))))
})

test('shows of a kind do not all look alike', () => {
  const drawn = Array.from({ length: 40 }, (_, i) => drawPoster({ id: `show ${i}`, kind: 'concert', title: 'A Title' }))
  assert.ok(new Set(drawn.map((one) => one.inks)).size >= 4)
  assert.ok(new Set(drawn.map((one) => one.picture)).size >= 10)
})

test('every letter stands on the sheet, whatever the title', () => {
  fc.assert(
    fc.property(subjects, (subject) => {
      const { title, bill, picture } = drawPoster(subject)
      for (const line of [...title, ...(bill === undefined ? [] : [bill])]) {
        assert.ok(line.y > 0 && line.y <= HEIGHT, `${line.text} at ${line.y}`)
        assert.ok(line.size > 0 && (line.length ?? 0) <= WIDTH, line.text)
      }
      assert.doesNotMatch(picture, /NaN|Infinity/)
    }),
  )
})

test('the bill names whom it has room for, each whole', () => {
  const billOf = (...bill: string[]) => drawPoster({ id: 'x', kind: 'classical', title: 'Carmen', bill }).bill?.text
  assert.equal(billOf('Nerida Holt', 'Tomas Lindqvist'), 'Nerida Holt · Tomas Lindqvist')
  assert.equal(billOf('Akasaka Philharmonic', 'Minato Festival Chorus'), 'Akasaka Philharmonic')
  assert.equal(billOf(), undefined)
  assert.match(billOf('The Very Long Name of an Orchestra That Nobody Abridged') ?? '', /^The Very Long .*…$/)
})

test('whatever a title holds is text on its poster, never markup', () => {
  const parts = /^(?:<(?:rect|path|g|text)(?: [a-zA-Z-]+="[^"<>]*")*\/?>|[^<>]+|<\/(?:g|text)>)*$/
  fc.assert(fc.property(subjects, (subject) => assert.match(posterMarkup(drawPoster(subject)), parts)))
  const hostile = posterMarkup(drawPoster({ id: 'x', kind: 'film', title: '<script>alert("1")</script>&' }))
  assert.doesNotMatch(hostile, /<script|alert\("/)
})
