import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../../../platform/database.ts'
import { newId } from '../../../platform/ids.ts'
import { openHeads } from '../../testing/given.ts'
import { importFile, type ImportOptions } from '../import-file.ts'
import { importKinds, streamedKinds } from '../kinds/index.ts'
import type { ImportReport } from '../report.ts'

/** Writes files into a folder and imports them, as of a day in November 2026. */
export const importingIn =
  (folder: string) =>
  async (
    db: Database,
    organiserId: string,
    kindName: string,
    content: string | Buffer | object,
    more: Partial<ImportOptions> = {},
  ): Promise<ImportReport> => {
    const file = join(folder, newId())
    await writeFile(file, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content))
    return importNamed(db, organiserId, kindName, file, more)
  }

/** Imports a file that is there. */
export async function importNamed(
  db: Database,
  organiserId: string,
  kindName: string,
  file: string,
  more: Partial<ImportOptions> = {},
): Promise<ImportReport> {
  const kind = [...importKinds, ...streamedKinds].find(({ name }) => name === kindName)
  assert.ok(kind)
  const report = await importFile(db, kind, file, {
    organiserId,
    shiftDays: 'auto',
    dryRun: false,
    openInventory: openHeads,
    now: new Date('2026-11-21T12:00:00Z'),
    onProgress: () => undefined,
    ...more,
  })
  assert.ok('counts' in report, JSON.stringify(report))
  return report
}
