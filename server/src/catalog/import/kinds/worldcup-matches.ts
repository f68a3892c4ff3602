import type { PerformerInput } from '@foyer/contract/catalog.schemas'
import type { Sourced } from '../../feed.ts'
import { FirstSeen } from '../first-seen.ts'
import type { ImportKind } from '../kind.ts'
import { isDay, parseTimeWithOffset, type SourceMoment } from '../moment.ts'
import { readEach } from '../read-each.ts'
import { Reading } from '../reading.ts'
import type { ImportRecord, MappedFile } from '../record.ts'
import { slug } from '../slug.ts'
import type { TariffLevel } from '../tariff.ts'
import { groundId, WORLD_CUP_SOURCE } from './worldcup-stadiums.ts'

/** openfootball `worldcup.json`: each match becomes a show of two teams with one event in its stadium. */
export const worldcupMatches: ImportKind = {
  name: 'worldcup-matches',
  says: 'matches of a World Cup, as openfootball/worldcup.json publishes them; import its stadiums first',
  source: WORLD_CUP_SOURCE,
  map: mapMatches,
}

const DOORS_MINUTES = 180
const LENGTH_MINUTES = 120

function mapMatches(document: unknown): MappedFile {
  const file = new Reading(document, { row: 0, path: '' })
  const tournament = file.optionalText('name') ?? 'World Cup'
  const seen = new FirstSeen()
  let played = 0
  const { records, refused } = readEach(file, 'matches', (read) => {
    const record = mapMatch(read, tournament, seen)
    if (read.refusals.length === 0 && read.has('score')) played++
    return record
  })
  const remarks =
    played > 0 ? [`Scores and goals of ${played} matches were left out: what is imported is a fixture.`] : []
  return { records, refused, remarks }
}

function mapMatch(read: Reading, tournament: string, seen: FirstSeen): ImportRecord {
  const round = read.text('round')
  const teams = [read.text('team1'), read.text('team2')]
  if (teams[0] === teams[1] && teams[0] !== '') read.refuse('team2', 'another team than team1 was expected', teams[1])
  const ground = read.text('ground')
  const group = read.optionalText('group')
  const starts = readStart(read)
  const id = matchId(read, round, teams)
  seen.refuseSecond(read, 'team1', id)
  const venue = groundId(ground)
  const show = `${slug(tournament)}/${id}`
  return {
    at: read.at,
    performers: teams.map(toTeam),
    show: {
      sourceId: show,
      kind: 'sport',
      title: teams.join(' v '),
      description: [tournament, round, group].filter((part) => part !== undefined).join(' · '),
      genres: ['football'],
      performers: teams.map((team, billing) => ({ performer: toTeam(team).sourceId, billing })),
    },
    event: {
      sourceId: show,
      show,
      venue,
      hall: venue,
      plan: venue,
      starts,
      doorsMinutes: DOORS_MINUTES,
      lengthMinutes: LENGTH_MINUTES,
      tariff: tariffOf(round),
    },
  }
}

function readStart(read: Reading): SourceMoment {
  const date = read.text('date')
  if (date !== '' && !isDay(date)) read.refuse('date', 'a day such as 2026-06-11 was expected', date)
  const time = read.text('time')
  const told = parseTimeWithOffset(time)
  if (!told && time !== '') read.refuse('time', 'a time with its offset such as "13:00 UTC-6" was expected', time)
  return { date, time: told?.time ?? '', utcOffset: told?.utcOffset ?? 0 }
}

/** Matches of the knock-out rounds are numbered; in a group two teams meet once. Neither changes with the date. */
function matchId(read: Reading, round: string, teams: readonly string[]): string {
  const number = read.optionalNumber('num', 1, 10_000)
  return number === undefined ? slug(`${read.optionalText('group') ?? round} ${teams.join(' ')}`) : `match-${number}`
}

const toTeam = (name: string): Sourced<PerformerInput> => ({
  sourceId: `team/${slug(name)}`,
  name,
  kind: 'team',
  genres: ['football'],
})

/** The further the tournament, the dearer. Invented: the source has no prices. */
const ROUND_FACTOR: readonly (readonly [RegExp, number])[] = [
  [/^final$/i, 5],
  [/third place/i, 1.5],
  [/semi/i, 3],
  [/quarter/i, 2],
  [/round of 16/i, 1.5],
  [/round of 32/i, 1.2],
]
const CATEGORY_DOLLARS = { cat1: 260, cat2: 190, cat3: 120, cat4: 70 }

function tariffOf(round: string): TariffLevel[] {
  const factor = ROUND_FACTOR.find(([pattern]) => pattern.test(round))?.[1] ?? 1
  return Object.entries(CATEGORY_DOLLARS).map(([category, dollars], index) => ({
    name: `Category ${index + 1}`,
    categories: [category],
    dollars: dollars * factor,
  }))
}
