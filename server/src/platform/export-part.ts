import type { Sql } from './database.ts'

/** What one part of Foyer keeps about a person, under its own name in their export. Each part bounds what it gives. */
export interface ExportPart {
  readonly name: string
  collect(sql: Sql, accountId: string): Promise<unknown>
}
