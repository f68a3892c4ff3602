import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { loadDemo } from '../demo/index.ts'
import { loadTowns } from '../gazetteer/load-towns.ts'
import { catalogHouse, type CatalogHouse } from '../testing/catalog-house.ts'
import { openHeads } from '../testing/given.ts'
import { both, by, everything, ndcg, type Grade, type Graded } from './testing/grading.ts'

const MEAN_MIN = 0.97

/** What somebody asks of the demo, and what answers it. */
const searches: readonly [query: string, grade: Grade][] = [
  ['q=metropolis', by([3, 'title', 'Metropolis'])],
  ['q=metropolys', by([3, 'title', 'Metropolis'])],
  ['q=metrop', by([3, 'title', 'Metropolis'])],
  ['q=fritz lang', by([3, 'directors', 'Fritz Lang'])],
  ['q=brigitte helm', by([3, 'cast', 'Brigitte Helm'])],
  ['q=thames rovers', by([3, 'performers', 'Thames Rovers'])],
  ['q=rovers wanderers', by([3, 'title', 'Rovers', 'Wanderers'])],
  ['q=wembley', by([3, 'venue', 'Wembley'])],
  ['q=maracana', by([3, 'venue', 'Maracanã'])],
  ['q=zoo palast', by([3, 'venue', 'Zoo Palast'])],
  ['q=jazz', by([3, 'genres', 'jazz'], [3, 'any', 'jazz'])],
  ['q=midnight quartet', by([3, 'performers', 'Midnight Quartet'])],
  ['q=midnigth', by([3, 'any', 'Midnight'])],
  ['q=carmen', by([3, 'title', 'Carmen'])],
  ['q=bach', by([3, 'title', 'Bach'])],
  ['q=goldberg variations', by([3, 'title', 'Goldberg Variations'])],
  ['q=mozart requiem', by([3, 'title', 'Mozart', 'Requiem'])],
  ['q=opera&genre=classical', by([3, 'genres', 'opera'], [3, 'any', 'opera'])],
  ['near=Berlin&genre=film', both(by([3, 'kind', 'film']), by([3, 'city', 'Berlin']))],
  ['near=東京', by([3, 'city', 'Tokyo'], [3, 'country', 'JP'])],
  ['near=London&genre=soccer', both(by([3, 'genres', 'football']), by([3, 'city', 'London']))],
  ['genre=electronic', by([3, 'genres', 'electronic'])],
  ['performer=Lumen Drift', by([3, 'performers', 'Lumen Drift'])],
  ['q=lumen', by([3, 'performers', 'Lumen Drift'])],
  ['q=Kino Berlin', both(by([3, 'kind', 'film']), by([3, 'city', 'Berlin']))],
  ['q=コンサート 東京', both(by([3, 'kind', 'concert'], [3, 'kind', 'classical']), by([3, 'country', 'JP']))],
  ['q=Oper Carmen', by([3, 'title', 'Carmen'])],
  ['q=karten für beethoven', by([3, 'names', 'Beethoven'])],
  ['q=jaz tokio', both(by([3, 'genres', 'jazz'], [3, 'any', 'jazz']), by([3, 'city', 'Tokyo']))],
  ['q=サッカーロンドン', both(by([3, 'genres', 'football']), by([3, 'city', 'London']))],
  ['q=the rovers at wembley', both(by([3, 'names', 'Rovers']), by([3, 'venue', 'Wembley']))],
  ['q=nothing of the sort', () => 0],
]

describe('relevance on the demo', () => {
  let house: CatalogHouse
  let all: readonly Graded[]
  before(async () => {
    house = await catalogHouse()
    await loadTowns(house.db, { populationMin: 100_000 })
    const organiserId = await house.has.anOrganiser()
    await loadDemo(house.db, { organiserId, now: new Date(), openInventory: openHeads })
    all = await everything(house.db)
  })
  after(() => house[Symbol.asyncDispose]())

  test(`${searches.length} searches find what was meant, by nDCG of the first ten`, async (t) => {
    const byId = new Map(all.map((event) => [event.id, event]))
    let sum = 0
    for (const [query, grade] of searches) {
      const answer = await house.as().get(`/v1/events?${new URLSearchParams(query).toString()}`)
      const found = answer.json().items.map((item: { id: string }) => byId.get(item.id))
      const score = ndcg(found, all, grade)
      if (score < 0.999) t.diagnostic(`${score.toFixed(3)} ${query}`)
      sum += score
    }
    const mean = sum / searches.length
    t.diagnostic(`nDCG@10 over ${all.length} events: mean ${mean.toFixed(3)} of ${searches.length} searches`)
    assert.ok(mean >= MEAN_MIN, `mean ${mean}`)
  })
})
