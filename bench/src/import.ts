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

/** Rows of the files that are written into a database, and of those that are only read and mapped. */
const WRITTEN_ROWS = [1_000, 4_000, 16_000, 64_000]
const READ_ROWS = [2_500, 10_000, 40_000]
const CHILD = fileURLToPath(new URL('lib/import-child.ts', import.meta.url))
const CHILD_MS_MAX = 600_000
/** One of the written files is taken a second time, unchanged, as a user would. */
const AGAIN_ROWS = 16_000
/**
 * A heap in which nobody can keep a file of this length, and which is collected as soon as it is full: so the peak tells
 * what an import needs. Left alone, Node lets garbage grow to about twice that before it looks.
 */
const CONFINED = ['--max-old-space-size=64', '--max-semi-space-size=4']

/**
 * How many rows a second does an import take, and does its memory stay flat as files grow? Each file in a process of its
 * own, in a heap of 64 MB: CSV into a real database, and pages of the Discovery API read and mapped without one. Told are
 * the peak of the process as the kernel counted it, and what is live at the last row after a collection, which is what an
 * import keeps. The ratio is the peak of the shortest written file over that of one sixty-four times as long: 1 is flat.
 */
export async function importing(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'foyer-bench-import-'))
  const server = await startThrowawayPostgres({ durable: true })
  const db = openDatabase({ url: server.url, poolMax: 2, statementTimeoutMs: 120_000 })
  const loadBefore = Math.round((loadavg()[0] ?? 0) * 10) / 10
  try {
    await migrate(db)
    const written: ImportFigures[] = []
    let again: ImportFigures | undefined
    for (const rows of WRITTEN_ROWS) {
      const organiserId = await given(db).anOrganiser(`Bench ${rows}`)
      const csv = await writeRows(join(folder, 'file.csv'), CSV_HEADER, rows, csvRow, '')
      written.push(await inChild(CONFINED, 'csv', csv, server.url, organiserId))
      if (rows === AGAIN_ROWS) again = await inChild([], 'csv', csv, server.url, organiserId)
    }
    const read: ImportFigures[] = []
    for (const rows of READ_ROWS) {
      const page = await writeRows(join(folder, 'file.json'), '{"_embedded":{"events":[', rows, jsonRow, ']}}')
      read.push(await inChild(CONFINED, 'discovery', page, 'none', ''))
    }
    const broken = await findBrokenInvariants(db.sql, catalogInvariants)
    const [first, last] = [written[0], written.at(-1)]
    return {
      figures: { written, unchangedInAnyHeap: again, readAndMapped: read, loadAverageBefore: loadBefore },
      baseline: { peakMegabytesOfShortest: first?.peakMegabytes ?? 0 },
      ratio: Math.round(((first?.peakMegabytes ?? 0) / (last?.peakMegabytes ?? 1)) * 100) / 100,
      invariants: { asked: catalogInvariants.length, broken: broken.map((one) => one.name) },
      settings: { writtenRows: WRITTEN_ROWS, readRows: READ_ROWS, againRows: AGAIN_ROWS, heap: CONFINED, fsync: true },
    }
  } finally {
    await db.close()
    await server.stop()
    await rm(folder, { recursive: true })
  }
}

async function inChild(
  flags: readonly string[],
  kind: string,
  file: string,
  url: string,
  organiserId: string,
): Promise<ImportFigures> {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, CHILD, kind, file, url, organiserId], {
    timeout: CHILD_MS_MAX,
  })
  const figures = JSON.parse(stdout) as ImportFigures
  console.error(
    `${kind}: ${figures.rows} rows, ${figures.rowsPerSecond}/s, peak ${figures.peakMegabytes} MB, live ${figures.liveMegabytes} MB`,
  )
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
