// One import in a process of its own, so that its peak memory is its own: kind, file, database (or none), organiser.
import { importFile, streamedKinds } from '@foyer/server/catalog/import/index'
import { insertEventHeads } from '@foyer/server/inventory/index'
import { openDatabase } from '@foyer/server/platform/database'

export interface ImportFigures {
  readonly rows: number
  readonly seconds: number
  readonly rowsPerSecond: number
  readonly peakMegabytes: number
  readonly refused: number
  readonly fileMegabytes?: number
}

const [kindName, file = '', url = 'none', organiserId = ''] = process.argv.slice(2)
const kind = streamedKinds.find(({ name }) => name === kindName)
if (kind === undefined) throw new Error(`no kind ${kindName}`)

const started = performance.now()
const counted = url === 'none' ? await readOnly() : await importAll()
const seconds = (performance.now() - started) / 1_000
const figures: ImportFigures = {
  ...counted,
  seconds: Math.round(seconds * 10) / 10,
  rowsPerSecond: Math.round(counted.rows / seconds),
  peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1_024),
}
console.log(JSON.stringify(figures))

async function readOnly(): Promise<{ rows: number; refused: number }> {
  let [rows, refused] = [0, 0]
  for await (const row of kind?.rows(file, {}) ?? []) {
    rows++
    if ('refused' in row || (kind?.mapRow(row, {}).refused.length ?? 0) > 0) refused++
  }
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
      onProgress: () => undefined,
    })
    if ('unreadable' in report) throw new Error(report.unreadable)
    return { rows: report.records, refused: report.refused.length + (report.refusedMore ?? 0) }
  } finally {
    await db.close()
  }
}
