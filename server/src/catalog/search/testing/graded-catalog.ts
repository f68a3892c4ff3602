import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../../../platform/database.ts'
import { addEvent } from '../../add-events.ts'
import { publishEvent } from '../../change-event.ts'
import { importFile, importKinds } from '../../import/index.ts'
import { sharedData } from '../../import/testing/shared-data.ts'
import { given, openHeads } from '../../testing/given.ts'

/** Ten years and a little, in whole weeks: all of it is ahead, for long enough. */
const SHIFT_DAYS = 521 * 7

const files = {
  'worldcup-stadiums': 'venues/worldcup2026_stadiums.json',
  'worldcup-matches': 'events/worldcup2026_matches.json',
  'london-showtimes': 'cinema/london_showtimes_demo.json',
  nyphil: 'events/nyphil_2024-25_TO_NOW.json',
} as const
const LEAGUES = ['en', 'de', 'es', 'it', 'fr'].map((league) => `events/football_2025-26_${league}.1.json`)
const STADIUMS = 'venues/europe_stadiums_gps.csv'
const RACES = 'events/f1_races.csv'

/** Why the graded catalogue cannot be had here; false when it can. */
export const missingData = (): string | false =>
  [...Object.values(files), ...LEAGUES, STADIUMS, RACES]
    .map((path) => sharedData(path).skip)
    .find((skip) => skip !== false) ?? false

/** World Cup, London showtimes, Philharmonic, five leagues and the races of this season, as one catalogue. */
export async function loadGradedCatalog(db: Database): Promise<void> {
  const organiserId = await given(db).anOrganiser()
  const folder = await mkdtemp(join(tmpdir(), 'foyer-graded-'))
  const fewer = await fewerShowtimes(folder)
  for (const [kindName, path] of Object.entries(files)) {
    const kind = importKinds.find(({ name }) => name === kindName)
    assert.ok(kind)
    const report = await importFile(db, kind, kindName === 'london-showtimes' ? fewer : sharedData(path).file, {
      organiserId,
      shiftDays: SHIFT_DAYS,
      dryRun: false,
      openInventory: openHeads,
      now: new Date(),
      onProgress: () => undefined,
    })
    assert.ok('counts' in report, JSON.stringify(report))
  }
  await rm(folder, { recursive: true })
  const has = given(db)
  const house = { organiserId, manifestHash: await has.aManifest() }
  await loadLeagues(db, house)
  await loadRaces(db, house)
}

/** Every third showtime of each film: as much to be found, in a third of the time. */
async function fewerShowtimes(folder: string): Promise<string> {
  const text = await readFile(sharedData(files['london-showtimes']).file, 'utf8')
  const all = JSON.parse(text) as { cinemas: { films: { performances: unknown[] }[] }[] }
  for (const { films } of all.cinemas)
    for (const film of films) film.performances = film.performances.filter((_, index) => index % 3 === 0)
  const file = join(folder, 'showtimes.json')
  await writeFile(file, JSON.stringify(all))
  return file
}

interface House {
  readonly organiserId: string
  readonly manifestHash: string
}

const later = (date: string, time: string): Date =>
  new Date(Date.parse(`${date}T${time}:00Z`) + SHIFT_DAYS * 86_400_000)

/** Every fifth match whose home side has a ground in the table of stadiums. */
async function loadLeagues(db: Database, house: House): Promise<void> {
  const grounds = new Map((await table(STADIUMS)).map((row) => [row['Team']?.trim() ?? '', row]))
  const has = given(db)
  const teams = new Map<string, string>()
  const venues = new Map<string, string>()
  const once = async (known: Map<string, string>, key: string, make: () => Promise<string>) => {
    const id = known.get(key) ?? (await make())
    known.set(key, id)
    return id
  }
  for (const file of LEAGUES) {
    const { name, matches } = JSON.parse(await readFile(sharedData(file).file, 'utf8')) as {
      name: string
      matches: { round: string; date: string; time?: string; team1: string; team2: string }[]
    }
    for (const [index, { date, time = '15:00', team1, team2 }] of matches.entries()) {
      const ground = [...grounds].find(([team]) => team1.includes(team))?.[1]
      if (ground === undefined || index % 5 !== 0) continue
      const performers = []
      for (const team of [team1, team2])
        performers.push({
          performerId: await once(teams, team, () =>
            has.aPerformer(house.organiserId, { name: team, kind: 'team', genres: ['football'] }),
          ),
        })
      const venueId = await once(venues, ground['Stadium'] ?? '', () =>
        has.aVenue(house.organiserId, {
          name: (ground['Stadium'] ?? '').trim(),
          city: (ground['City'] ?? '').trim(),
          country: { en: 'GB', de: 'DE', es: 'ES', it: 'IT', fr: 'FR' }[file.slice(-9, -7)] ?? 'GB',
          location: { lat: Number(ground['Latitude']), lng: Number(ground['Longitude']) },
        }),
      )
      const show = {
        kind: 'sport' as const,
        title: `${team1} v ${team2}`,
        description: name,
        genres: ['football'],
        performers,
      }
      await addPublished(db, house, show, venueId, later(date, time))
    }
  }
}

/** The races of the last season in the table. */
async function loadRaces(db: Database, house: House): Promise<void> {
  const has = given(db)
  const races = (await table(RACES)).filter((row) => row['year'] === '2026')
  for (const race of races) {
    const venueId = await has.aVenue(house.organiserId, {
      name: race['circuit'] ?? '',
      city: race['place'] ?? '',
      country: COUNTRIES[race['country'] ?? ''] ?? 'AE',
      location: { lat: Number(race['latitude']), lng: Number(race['longitude']) },
    })
    const show = { kind: 'sport' as const, title: race['official_name'] ?? '', genres: ['formula 1', 'motorsport'] }
    await addPublished(
      db,
      house,
      show,
      venueId,
      later(race['date'] ?? '', (race['time_utc'] ?? '').slice(0, 5) || '12:00'),
    )
  }
}

const COUNTRIES: Readonly<Record<string, string>> = {
  'united-kingdom': 'GB',
  monaco: 'MC',
  italy: 'IT',
  japan: 'JP',
  belgium: 'BE',
  'united-states-of-america': 'US',
  australia: 'AU',
  brazil: 'BR',
  canada: 'CA',
  spain: 'ES',
  netherlands: 'NL',
  singapore: 'SG',
  mexico: 'MX',
}

async function addPublished(
  db: Database,
  { organiserId, manifestHash }: House,
  show: Parameters<ReturnType<typeof given>['aShow']>[1],
  venueId: string,
  startsAt: Date,
): Promise<void> {
  const showId = await given(db).aShow(organiserId, show)
  const priceLevels = [{ name: 'Standard', categories: ['standard'], faceValue: 4_000, fees: 400 }]
  await db.transaction(async (tx) => {
    const added = await addEvent(tx, organiserId, { showId, venueId, manifestHash, startsAt, priceLevels }, openHeads)
    assert.ok('id' in added, JSON.stringify(added))
    await publishEvent(tx, organiserId, added.id)
  })
}

/** A plain CSV file, without quotes that matter. */
async function table(path: string): Promise<Record<string, string>[]> {
  const [head = '', ...lines] = (await readFile(sharedData(path).file, 'utf8')).split(/\r?\n/)
  const columns = head.split(',')
  return lines
    .filter((line) => line !== '')
    .map((line) => Object.fromEntries(line.split(',').map((value, index) => [columns[index] ?? '', value])))
}
