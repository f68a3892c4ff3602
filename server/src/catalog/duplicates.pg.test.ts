import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../platform/ids.ts'
import { catalogHouse } from './testing/catalog-house.ts'

test('an organiser sees what of theirs looks like something else, once each, until they say that it is not', async () => {
  await using house = await catalogHouse()
  const [me, other] = [await house.has.anOrganiser('Me'), await house.has.anOrganiser('Other')]
  const mine = house.as({ kind: 'vendor', accountId: me })
  const theirs = house.as({ kind: 'vendor', accountId: other })
  const a = await house.has.aVenue(me, { name: 'Théâtre du Lac', city: 'Genève', location: null })
  const b = await house.has.aVenue(other, { name: 'Theatre du Lac', city: 'Geneve', location: null })
  await house.has.aVenue(other, { name: 'Theatre du Lac', city: 'Annecy', location: null })
  const listed = async (who: typeof mine) => (await who.get('/v1/me/duplicates?kind=venue')).json().items
  const [pair, ...others] = await listed(mine)
  assert.deepEqual([others, new Set([pair.first.id, pair.second.id])], [[], new Set([a, b])])
  assert.deepEqual(new Set([pair.first.mine, pair.second.mine]), new Set([false, true]))
  const said = await mine.post('/v1/me/duplicates/distinct', { kind: 'venue', firstId: b, secondId: a })
  assert.equal(said.statusCode, 204)
  assert.deepEqual(await listed(mine), [])
  assert.equal((await listed(theirs)).length, 1, 'each decides for themselves')
  const same = newId()
  const wrong = await mine.post('/v1/me/duplicates/distinct', { kind: 'venue', firstId: same, secondId: same })
  assert.equal(wrong.statusCode, 400)
})
