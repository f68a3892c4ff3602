import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { loadTowns } from '../gazetteer/load-towns.ts'
import { catalogHouse, type CatalogHouse } from '../testing/catalog-house.ts'
import { loadGradedCatalog, missingData } from './testing/graded-catalog.ts'
import { both, by, everything, ndcg, type Grade, type Graded } from './testing/grading.ts'

/** Below these the search has become worse; a person who looks for a thing finds it in the first lines. */
const MEAN_MIN = 0.99
const EACH_MIN = 0.9

const inLondon = by([3, 'city', 'London'])
const football = by([3, 'genres', 'football'])
const worldCupAt = (city: string): Grade => both(by([3, 'city', city]), football)

/** What people type or choose, and what answers it. */
const searches: readonly [query: string, grade: Grade][] = [
  // Matches of national teams
  ['q=mexico south africa', by([3, 'names', 'Mexico', 'South Africa'])],
  ['q=brazil', by([3, 'performers', 'Brazil'], [1, 'any', 'Brazil'])],
  ['q=brasil', by([3, 'performers', 'Brazil'])],
  ['q=argentina', by([3, 'performers', 'Argentina'])],
  ['q=argentna', by([3, 'performers', 'Argentina'])],
  ['q=england', by([3, 'performers', 'England'], [1, 'any', 'England'])],
  ['q=ivory coast', by([3, 'names', 'Ivory Coast'])],
  ['q=world cup final', by([3, 'description', 'World Cup', 'Final'])],
  ['q=curacao', by([3, 'names', 'Curaçao'])],
  ['q=germany&city=Houston', both(by([3, 'performers', 'Germany']), by([3, 'city', 'Houston']))],
  ['q=azteca', by([3, 'venue', 'Azteca'])],
  ['q=metlife', by([3, 'venue', 'MetLife'])],
  ['q=scotland&sort=date', by([3, 'names', 'Scotland'])],
  ['near=Dallas&genre=football', worldCupAt('Dallas')],
  ['near=Toronto&genre=sport', worldCupAt('Toronto')],
  ['city=Vancouver', by([3, 'city', 'Vancouver'])],
  ['q=seattle', by([3, 'city', 'Seattle'])],
  ['country=CA&genre=football', both(by([3, 'country', 'CA']), football)],
  ['near=Ciudad de México&genre=soccer', worldCupAt('Mexico City')],
  // Clubs
  ['q=arsenal', by([3, 'performers', 'Arsenal'])],
  ['q=arsnal', by([3, 'performers', 'Arsenal'])],
  ['q=liverpool', by([3, 'names', 'Liverpool'], [1, 'city', 'Liverpool'])],
  ['q=real madrid', by([3, 'names', 'Real Madrid'], [1, 'names', 'Real', 'Madrid'])],
  ['q=bayern munchen', by([3, 'names', 'Bayern München'])],
  ['q=koln', by([3, 'names', 'Köln'], [1, 'city', 'Köln'])],
  ['city=Köln', by([3, 'city', 'Cologne'])],
  ['q=monchengladbach', by([3, 'names', 'Mönchengladbach'], [1, 'city', 'Mönchengladbach'])],
  ['q=inter milan', by([3, 'names', 'Internazionale'], [2, 'names', 'Milan'])],
  [
    'q=barcelona&genre=football',
    both(by([3, 'names', 'FC Barcelona'], [3, 'names', 'Barcelona'], [2, 'any', 'Barcelona']), football),
  ],
  ['q=chelsea brighton', by([3, 'names', 'Chelsea', 'Brighton'])],
  ['q=old trafford', by([3, 'venue', 'Old Trafford'])],
  [
    'near=Manchester&genre=football',
    both(
      by([3, 'city', 'Manchester'], [3, 'city', 'Stretford'], [3, 'city', 'Liverpool'], [3, 'city', 'Burnley']),
      football,
    ),
  ],
  [
    'near=Manchester&sort=distance',
    by([3, 'city', 'Manchester'], [3, 'city', 'Stretford'], [2, 'city', 'Liverpool'], [2, 'city', 'Burnley']),
  ],
  ['near=Marseille', by([3, 'city', 'Marseille'])],
  // Races
  ['q=monaco grand prix', by([3, 'title', 'Formula 1', 'Monaco'])],
  ['q=grand prix', by([3, 'title', 'Grand Prix'], [2, 'title', 'Gran Premio'], [2, 'title', 'Grande Prêmio'])],
  ['q=silverstone', by([3, 'venue', 'Silverstone'])],
  ['q=f1 singapore', by([3, 'title', 'Formula 1', 'Singapore'])],
  ['q=formula one japan', by([3, 'title', 'Formula 1', 'Japanese'])],
  ['q=sao paulo', by([3, 'any', 'São Paulo'])],
  ['genre=f1&country=US', both(by([3, 'genres', 'formula 1']), by([3, 'country', 'US']))],
  ['q=suzuka', by([3, 'venue', 'Suzuka'])],
  ['q=monza', by([3, 'venue', 'Monza'])],
  // Films
  ['q=bridget jones', by([3, 'title', 'Bridget Jones'])],
  ['q=bridgit jones', by([3, 'title', 'Bridget Jones'])],
  ['q=nosferatu', by([3, 'title', 'Nosferatu'])],
  ['q=nosfer', by([3, 'title', 'Nosferatu'])],
  ['q=lion king', by([3, 'title', 'Lion King'])],
  ['q=the brutalist 70mm', by([3, 'title', 'Brutalist', '70mm'], [1, 'title', 'Brutalist'])],
  ['q=timothee chalamet', by([3, 'cast', 'Timothée Chalamet'])],
  ['q=willem dafoe', by([3, 'cast', 'Willem Dafoe'])],
  ['q=nicole kidman', by([3, 'cast', 'Nicole Kidman'])],
  ['q=nicol kidmann', by([3, 'cast', 'Nicole Kidman'])],
  ['q=robert eggers', by([3, 'directors', 'Robert Eggers'])],
  ['performer=Adrien Brody', by([3, 'cast', 'Adrien Brody'])],
  ['q=paddington', by([3, 'title', 'Paddington'])],
  ['q=led zeppelin', by([3, 'title', 'Led Zeppelin'])],
  ['q=swan lake', by([3, 'title', 'Swan Lake'])],
  ['q=die walkure', by([3, 'title', 'Die Walküre'])],
  ['q=horror&city=London', both(by([3, 'genres', 'horror'], [2, 'any', 'horror']), inLondon)],
  ['genre=animation&near=London', both(by([3, 'genres', 'animation']), by([3, 'city', 'London']))],
  ['genre=science fiction', by([3, 'genres', 'sci-fi'])],
  ['q=rio cinema', by([3, 'venue', 'Rio Cinema'])],
  ['venue=Prince Charles Cinema', by([3, 'venue', 'Prince Charles Cinema'])],
  ['q=wicked odeon', both(by([3, 'title', 'Wicked']), by([3, 'venue', 'ODEON']))],
  ['q=nosferatu imax', both(by([3, 'title', 'Nosferatu']), by([3, 'features', 'imax'], [3, 'venue', 'IMAX']))],
  ['genre=film&feature=relaxed', by([3, 'features', 'relaxed'])],
  [
    'genre=film&feature=subtitled&q=complete unknown',
    both(by([3, 'title', 'A Complete Unknown']), by([3, 'features', 'subtitled'])),
  ],
  ['q="real pain"', by([3, 'title', 'A Real Pain'])],
  ['q=wolf -man', both(by([3, 'any', 'Wolf']), (event) => (by([3, 'any', 'Man'])(event) > 0 ? 0 : 3))],
  // The Philharmonic
  ['q=mahler', by([3, 'names', 'Mahler'])],
  ['q=malher', by([3, 'names', 'Mahler'])],
  ['q=mahler symphony 5', by([3, 'title', 'Mahler', 'Symphony', '5'], [3, 'title', 'Mahler', 'Symphony', '5'])],
  ['q=messiah', by([3, 'title', 'Messiah'])],
  ['q=dvorak new world', by([3, 'title', 'Dvorak', 'New World'])],
  ['q=yuja wang', by([3, 'performers', 'Yuja Wang'])],
  ['q=renee fleming', by([3, 'performers', 'Renée', 'Fleming'])],
  ['q=star wars', by([3, 'title', 'Star Wars'])],
  ['q=home alone', by([3, 'title', 'Home Alone'])],
  ['q=beethoven&near=New York', both(by([3, 'names', 'Beethoven']), by([3, 'country', 'US']))],
  [
    'q=tchaikovsky new york',
    both(by([3, 'names', 'Tchaikovsky']), by([3, 'city', 'New York'], [3, 'performers', 'New York Philharmonic'])),
  ],
  ['q=david geffen hall', by([3, 'venue', 'David Geffen Hall'])],
  ['genre=classical&city=Seoul', both(by([3, 'kind', 'classical']), by([3, 'city', 'Seoul']))],
  ['city=서울', by([3, 'city', 'Seoul'])],
  ['q=ニューヨーク&genre=classical', both(by([3, 'kind', 'classical']), by([3, 'city', 'New York']))],
  // In other languages and scripts, mixed, with places and slips
  ['q=Fußball London', both(football, inLondon)],
  ['q=サッカー ロンドン', both(football, inLondon)],
  [
    'q=Mahler ニューヨーク',
    both(by([3, 'names', 'Mahler']), by([3, 'city', 'New York'], [3, 'performers', 'New York Philharmonic'])),
  ],
  [
    'q=new york philarmonic beethovn',
    both(by([3, 'names', 'Beethoven']), by([3, 'city', 'New York'], [3, 'performers', 'New York Philharmonic'])),
  ],
  ['q=formel 1 monaco', by([3, 'title', 'Formula 1', 'Monaco'])],
  ['q=bayern munich', by([3, 'names', 'Bayern München'])],
  ['q=kino london nosferatu', both(by([3, 'title', 'Nosferatu']), inLondon)],
  ['q=ロンドン 映画', both(by([3, 'kind', 'film']), inLondon)],
  ['q=world cup dallas', worldCupAt('Dallas')],
  ['q=brasilien', by([3, 'performers', 'Brazil'])],
  ['q=nosferatu tickets london', both(by([3, 'title', 'Nosferatu']), inLondon)],
  ['q=grosser preis von japan', by([3, 'title', 'Japanese', 'Grand Prix'])],
  // What is not there
  ['q=taylor swift', () => 0],
  ['city=Timbuktu', () => 0],
]

describe('relevance on public data', { skip: missingData() }, () => {
  let house: CatalogHouse
  let all: readonly Graded[]
  before(async () => {
    house = await catalogHouse()
    await loadTowns(house.db, { populationMin: 100_000 })
    await loadGradedCatalog(house.db)
    all = await everything(house.db)
  })
  after(() => house[Symbol.asyncDispose]())

  test(`${searches.length} searches find what was meant, by nDCG of the first ten`, async (t) => {
    const byId = new Map(all.map((event) => [event.id, event]))
    const scores: { query: string; score: number }[] = []
    for (const [query, grade] of searches) {
      const answer = await house.as().get(`/v1/events?${new URLSearchParams(query).toString()}`)
      assert.equal(answer.statusCode, 200, `${query} ${answer.body}`)
      const found = answer.json().items.map((item: { id: string }) => byId.get(item.id))
      scores.push({ query, score: ndcg(found, all, grade) })
    }
    const mean = scores.reduce((sum, { score }) => sum + score, 0) / scores.length
    const worst = scores.filter(({ score }) => score < 0.999).sort((a, b) => a.score - b.score)
    t.diagnostic(`nDCG@10 over ${all.length} events: mean ${mean.toFixed(3)} of ${searches.length} searches`)
    for (const { query, score } of worst) t.diagnostic(`${score.toFixed(3)} ${query}`)
    assert.ok(searches.length >= 60)
    assert.ok(mean >= MEAN_MIN, `mean ${mean}`)
    assert.deepEqual(
      worst.filter(({ score }) => score < EACH_MIN).map(({ query }) => query),
      [],
    )
  })
})
