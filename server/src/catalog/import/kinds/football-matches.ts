import type { PerformerInput } from '@foyer/contract/catalog.schemas'
import type { Sourced } from '../../feed.ts'
import { FirstSeen } from '../first-seen.ts'
import type { ImportKind } from '../kind.ts'
import { isDay } from '../moment.ts'
import { readEach } from '../read-each.ts'
import { Reading } from '../reading.ts'
import type { ImportRecord, MappedFile } from '../record.ts'
import { slug } from '../slug.ts'
import type { TariffLevel } from '../tariff.ts'
import { FOOTBALL_SOURCE, teamId } from './football-teams.ts'

/** openfootball `football.json`: the fixtures of a league, each at the ground of the team that plays at home. */
export const footballMatches: ImportKind = {
  name: 'football-matches',
  says: 'fixtures of a league, as openfootball/football.json publishes them; import football-stadiums first',
  source: FOOTBALL_SOURCE,
  map: mapLeague,
}

const DOORS_MINUTES = 120
const LENGTH_MINUTES = 120

function mapLeague(document: unknown): MappedFile {
  const file = new Reading(document, { row: 0, path: '' })
  const league = file.text('name')
  const seen = new FirstSeen()
  const { records, refused } = readEach(file, 'matches', (read) => mapMatch(read, league, seen))
  const remarks = ['Scores were left out: what is imported is a fixture.']
  return { records: league === '' ? [] : records, refused, remarks }
}

function mapMatch(read: Reading, league: string, seen: FirstSeen): ImportRecord {
  const [home, away, date] = [read.text('team1'), read.text('team2'), read.text('date')]
  if (date !== '' && !isDay(date)) read.refuse('date', 'a day such as 2026-03-14 was expected', date)
  const time = read.has('time') ? read.text('time') : ''
  if (!read.has('time')) read.refuse('time', 'its kick-off is still to be told')
  else if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time)) read.refuse('time', 'a time such as 20:45 was expected', time)
  const id = `${slug(league)}/${slug(home)}/${slug(away)}`
  seen.refuseSecond(read, 'team1', id)
  const [first, second] = [teamOf(home), teamOf(away)]
  const ground = teamId(home)
  return {
    at: read.at,
    performers: [first, second],
    show: {
      sourceId: id,
      kind: 'sport',
      title: `${home} – ${away}`,
      genres: ['football'],
      description: league,
      performers: [
        { performer: first.sourceId, billing: 0, role: 'home' },
        { performer: second.sourceId, billing: 1, role: 'away' },
      ],
    },
    event: {
      sourceId: id,
      show: id,
      venue: ground,
      hall: ground,
      plan: ground,
      // As it is told in the papers: by the clock at the ground.
      starts: { date, time },
      doorsMinutes: DOORS_MINUTES,
      lengthMinutes: LENGTH_MINUTES,
      tariff: TARIFF,
    },
  }
}

const teamOf = (name: string): Sourced<PerformerInput> => ({
  sourceId: teamId(name),
  name,
  kind: 'team',
  genres: ['football'],
})

/** Invented: the source has no prices. It prices the categories of a bowl and of a terrace alike. */
const TARIFF: readonly TariffLevel[] = [
  { name: 'Category 1', categories: ['cat1'], dollars: 90 },
  { name: 'Category 2', categories: ['cat2'], dollars: 65 },
  { name: 'Category 3', categories: ['cat3'], dollars: 45 },
  { name: 'Category 4', categories: ['cat4', 'standard'], dollars: 30 },
]
