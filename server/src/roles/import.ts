import { readFile, writeFile } from 'node:fs/promises'
import { accountByEmail } from '../accounts/index.ts'
import {
  importFile,
  importKinds,
  progressOn,
  readMapping,
  streamedKinds,
  tellReport,
  tookNothing,
  type CsvMapping,
} from '../catalog/import/index.ts'
import { DEMO_VENDOR_EMAIL } from '../composition/demo.ts'
import type { Config } from '../config.ts'
import { openInstallation } from '../installation.ts'
import { insertEventHeads } from '../inventory/index.ts'
import type { Database } from '../platform/database.ts'
import { migrate } from '../platform/migrate.ts'

export interface ImportRequest {
  readonly kind: string
  readonly file: string
  readonly organiser?: string
  readonly hall?: string
  readonly venue?: string
  readonly mapping?: string
  readonly capacity?: number
  readonly country?: string
  readonly timeZone?: string
  readonly shiftDays: number | 'auto'
  readonly report?: string
  readonly dryRun: boolean
}

/**
 * Imports a file for a vendor, with a progress bar, and prints what was done and what was refused. Leaves 1 when all of it
 * was refused.
 */
export async function importRole(config: Config, request: ImportRequest): Promise<void> {
  const kinds = [...importKinds, ...streamedKinds]
  const kind = kinds.find((one) => one.name === request.kind)
  if (kind === undefined)
    throw new Error(`no kind "${request.kind}"; there are ${kinds.map((one) => one.name).join(', ')}`)
  const mapping = request.mapping === undefined ? undefined : await mappingIn(request.mapping)
  const { db, lifecycle } = await openInstallation(config, 'import')
  try {
    await migrate(db)
    const report = await importFile(db, kind, request.file, {
      organiserId: await vendorOf(db, request.organiser ?? DEMO_VENDOR_EMAIL),
      shiftDays: request.shiftDays,
      dryRun: request.dryRun,
      openInventory: insertEventHeads,
      now: new Date(),
      onProgress: progressOn(process.stderr, kind.name),
      ...(request.hall === undefined ? {} : { hallId: request.hall }),
      ...(request.venue === undefined ? {} : { venueId: request.venue }),
      ...(request.country === undefined ? {} : { country: request.country }),
      ...(request.timeZone === undefined ? {} : { timeZone: request.timeZone }),
      ...(request.capacity === undefined ? {} : { capacity: request.capacity }),
      ...(mapping === undefined ? {} : { mapping }),
    })
    if ('unreadable' in report) throw new Error(report.unreadable)
    for (const line of tellReport(report)) console.log(line)
    if (request.report !== undefined) await writeFile(request.report, `${JSON.stringify(report, null, 2)}\n`)
    if (tookNothing(report)) process.exitCode = 1
  } finally {
    await lifecycle.stop()
  }
}

async function mappingIn(file: string): Promise<CsvMapping> {
  const read = readMapping(JSON.parse(await readFile(file, 'utf8')))
  if ('wrong' in read) throw new Error(`${file}: ${read.wrong}`)
  return read.mapping
}

async function vendorOf(db: Database, email: string): Promise<string> {
  const account = await accountByEmail(db.sql, email)
  if (account?.kind !== 'vendor')
    throw new Error(`no vendor has the address ${email}: register one, or start Foyer once with its demo accounts`)
  return account.accountId
}
