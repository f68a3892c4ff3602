import assert from 'node:assert/strict'
import { test } from 'node:test'
import { momentsOf, positionAt, spansOf, type Plan } from './moments.ts'

const at = (time: string) => Date.parse(`2027-03-${time}:00Z`)
const plan: Plan = {
  presales: [{ id: 'a', name: 'Fan club', startsAt: '2027-03-01T09:00:00Z', endsAt: '2027-03-03T10:00:00Z' }],
  lobby: { opensAt: at('03T09:30'), closesAt: at('03T09:58') },
  onSaleAt: at('03T10:00'),
  soldOutBy: at('03T10:50'),
  offSaleAt: at('20T19:00'),
}
const kinds = (of: Plan) => momentsOf(of).map(({ kind }) => kind)

test('everything that happens stands in order, with what is reckoned marked as such', () => {
  assert.deepEqual(kinds(plan), [
    'presale-opens',
    'lobby-opens',
    'draw',
    'presale-closes',
    'on-sale',
    'sold-out',
    'off-sale',
  ])
  assert.deepEqual(
    momentsOf(plan)
      .filter(({ isGuess }) => isGuess)
      .map(({ kind }) => kind),
    ['sold-out'],
  )
  assert.deepEqual(kinds({ ...plan, lobby: null, presales: [], soldOutBy: null }), ['on-sale', 'off-sale'])
  assert.deepEqual(kinds({ ...plan, presales: [], lobby: null, soldOutBy: plan.offSaleAt + 1 }), [
    'on-sale',
    'off-sale',
  ])
})

test('what lasts no time, or less, is not drawn', () => {
  assert.deepEqual(
    spansOf(plan).map(({ kind }) => kind),
    ['presale', 'lobby', 'draw', 'sale'],
  )
  const late = { ...plan, lobby: { opensAt: at('03T10:30'), closesAt: at('03T09:58') } }
  assert.deepEqual(
    spansOf(late).map(({ kind }) => kind),
    ['presale', 'draw', 'sale'],
  )
})

test('moments are equally far apart, and time runs evenly between two of them', () => {
  const moments = momentsOf({ ...plan, presales: [], soldOutBy: null })
  assert.deepEqual(
    moments.map((moment) => positionAt(moment.at, moments)),
    [0, 1 / 3, 2 / 3, 1],
  )
  assert.equal(positionAt(at('03T09:44'), moments), 0.5 / 3)
  assert.equal(positionAt(at('01T00:00'), moments), 0)
  assert.equal(positionAt(at('28T00:00'), moments), 1)
})
