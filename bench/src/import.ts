import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { catalogInvariants } from '@foyer/server/catalog/index'
import { given } from '@foyer/server/catalog/testing/given'
import { findBrokenInvariants } from '@foyer/server/platform/check'
import { openDatabase } from '@foyer/server/platform/database'
import { migrate } from '@foyer/server/platform/migrate'
import { startThrowawayPostgres } from '@foyer/server/platform/postgres/index'
import type { ImportFigures } from './lib/import-child.ts'
import type { BenchResult } from './lib/report.ts'

const GROWTH = [1, 4, 16]
/** Rows of the smallest file: written to the database, and only read and mapped. */
const WRITTEN_ROWS = 1_000
const READ_ROWS = 5_000
const CHILD = fileURLToPath(new URL('lib/import-child.ts', import.meta.url))
const CHILD_MS_MAX = 600_000

/**
 * How many rows a second does an import take, and does its memory stay flat as files grow? Each file in a process of its
 * own, whose peak memory is what the kernel counted: CSV into a real database, and pages of the Discovery API read and
 * mapped without one. The ratio is the peak memory of the smallest written file over that of one sixteen times as long.
 */
export async function importing(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'foyer-bench-import-'))
  const server = await startThrowawayPostgres({ durable: true })
  const db = openDatabase({ url: server.url, poolMax: 2, statementTimeoutMs: 120_000 })
  const loadBefore = Math.round((loadavg()[0] ?? 0) * 10) / 10
  try {
    await migrate(db)
    const written: ImportFigures[] = []
    const read: ImportFigures[] = []
    for (const times of GROWTH) {
      const organiserId = await given(db).anOrganiser(`Bench ${times}`)
      const csv = await writeRows(join(folder, 'file.csv'), CSV_HEADER, WRITTEN_ROWS * times, csvRow, '')
      written.push(await inChild('csv', csv, server.url, organiserId))
      const page = await writeRows(
        join(folder, 'file.json'),
        '{"_embedded":{"events":[',
        READ_ROWS * times,
        jsonRow,
        ']}}',
      )
      read.push(await inChild('discovery', page, 'none', organiserId))
    }
    const again = await db.sql<{ organiserId: string }[]>`
      select organiser_id as "organiserId" from events group by organiser_id order by count(*) limit 1`
    const small = await writeRows(join(folder, 'file.csv'), CSV_HEADER, WRITTEN_ROWS, csvRow, '')
    const unchanged = await inChild('csv', small, server.url, again[0]?.organiserId ?? '')
    const broken = await findBrokenInvariants(db.sql, catalogInvariants)
    const [first, last] = [written[0], written.at(-1)]
    return {
      figures: { written, unchangedSecondRun: unchanged, readAndMapped: read, loadAverageBefore: loadBefore },
      baseline: { peakMegabytesOfSmallest: first?.peakMegabytes ?? 0 },
      ratio: Math.round(((first?.peakMegabytes ?? 0) / (last?.peakMegabytes ?? 1)) * 100) / 100,
      invariants: { asked: catalogInvariants.length, broken: broken.map((one) => one.name) },
      settings: { growth: GROWTH, writtenRows: WRITTEN_ROWS, readRows: READ_ROWS, fsync: true },
    }
  } finally {
    await db.close()
    await server.stop()
    await rm(folder, { recursive: true })
  }
}

async function inChild(kind: string, file: string, url: string, organiserId: string): Promise<ImportFigures> {
  const { stdout } = await promisify(execFile)(process.execPath, [CHILD, kind, file, url, organiserId], {
    timeout: CHILD_MS_MAX,
  })
  const figures = JSON.parse(stdout) as ImportFigures
  console.error(`${kind}: ${figures.rows} rows, ${figures.rowsPerSecond}/s, peak ${figures.peakMegabytes} MB`)
  return { ...figures, fileMegabytes: Math.round((await stat(file)).size / 1e5) / 10 }
}

async function writeRows(
  file: string,
  head: string,
  count: number,
  rowOf: (n: number) => string,
  foot: string,
): Promise<string> {
  await pipeline(
    Readable.from(
      (function* () {
        yield head
        for (let n = 0; n < count; n++) yield rowOf(n)
        yield foot
      })(),
    ),
    createWriteStream(file),
  )
  return file
}

const VENUES = 200
const PERFORMERS = 1_000
const START = Date.UTC(2035, 0, 1, 19)
const startOf = (n: number) => new Date(START + (n % 3_650) * 86_400_000).toISOString().slice(0, 19)

const CSV_HEADER = 'id,title,kind,start,venue,city,country,latitude,longitude,performers,price,fees,capacity,currency\n'

const csvRow = (n: number): string =>
  `e${n},Evening ${n} of songs,concert,${startOf(n)}Z,Hall ${n % VENUES},Bristol,GB,51.4${n % VENUES},-2.5${n % VENUES},` +
  `Band ${n % PERFORMERS};Guest ${(n * 7) % PERFORMERS},${10 + (n % 40)}.50,1.25,${100 + (n % 10) * 50},GBP\n`

const jsonRow = (n: number): string =>
  `${n === 0 ? '' : ','}${JSON.stringify({
    id: `G${n}`,
    name: `Evening ${n} of songs`,
    dates: { start: { dateTime: `${startOf(n)}Z` }, status: { code: 'onsale' } },
    classifications: [{ segment: { name: 'Music' }, genre: { name: 'Folk' } }],
    priceRanges: [{ currency: 'USD', min: 20, max: 80 }],
    _embedded: {
      venues: [
        {
          id: `V${n % VENUES}`,
          name: `Hall ${n % VENUES}`,
          city: { name: 'Chicago' },
          country: { countryCode: 'US' },
          timezone: 'America/Chicago',
          location: { latitude: '41.88', longitude: '-87.63' },
        },
      ],
      attractions: [{ id: `K${n % PERFORMERS}`, name: `Band ${n % PERFORMERS}` }],
    },
  })}`
