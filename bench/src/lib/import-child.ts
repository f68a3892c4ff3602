// One import in a process of its own, so that its memory is its own: kind, file, database (or none), organiser.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { importFile, streamedKinds } from '@foyer/server/catalog/import/index'
import { insertEventHeads } from '@foyer/server/inventory/index'
import { openDatabase } from '@foyer/server/platform/database'

export interface ImportFigures {
  readonly rows: number
  readonly seconds: number
  readonly rowsPerSecond: number
  /** What the process had at most, as the kernel counts it: with what is garbage and was not collected yet. */
  readonly peakMegabytes: number
  /** What was in use at the last row, with everything before it, after a collection: what the import keeps. */
  readonly liveMegabytes: number
  readonly refused: number
  readonly fileMegabytes?: number
}

const [kindName, file = '', url = 'none', organiserId = ''] = process.argv.slice(2)
const kind = streamedKinds.find(({ name }) => name === kindName)
if (kind === undefined) throw new Error(`no kind ${kindName}`)

// A collection is forced once, at the last row, after the peak was taken: it changes nothing that is measured before.
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
let atTheEnd = { peakMegabytes: 0, liveMegabytes: 0 }
function measure(): void {
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1_024)
  collect()
  const { heapUsed, external } = process.memoryUsage()
  atTheEnd = { peakMegabytes, liveMegabytes: Math.round((heapUsed + external) / 1e5) / 10 }
}

const started = performance.now()
const counted = url === 'none' ? await readOnly() : await importAll()
const seconds = (performance.now() - started) / 1_000
const figures: ImportFigures = {
  ...counted,
  seconds: Math.round(seconds * 10) / 10,
  rowsPerSecond: Math.round(counted.rows / seconds),
  ...atTheEnd,
}
console.log(JSON.stringify(figures))

async function readOnly(): Promise<{ rows: number; refused: number }> {
  let [rows, refused] = [0, 0]
  for await (const row of kind?.rows(file, {}) ?? []) {
    rows++
    if ('refused' in row || (kind?.mapRow(row, {}).refused.length ?? 0) > 0) refused++
  }
  measure()
  return { rows, refused }
}

async function importAll(): Promise<{ rows: number; refused: number }> {
  if (kind === undefined) return { rows: 0, refused: 0 }
  const db = openDatabase({ url, poolMax: 2 })
  try {
    const report = await importFile(db, kind, file, {
      organiserId,
      shiftDays: 'auto',
      dryRun: false,
      openInventory: insertEventHeads,
      now: new Date(),
      // Told once more at the end, while all that the import holds is still held.
      onProgress: (done, total) => void (done === total && measure()),
    })
    if ('unreadable' in report) throw new Error(report.unreadable)
    return { rows: report.records, refused: report.refusedRecords }
  } finally {
    await db.close()
  }
}
