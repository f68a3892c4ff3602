import type { Taken } from '../feed.ts'
import type { OwnedTable } from '../queries/rows.ts'
import { refusal, type Refusal } from './reading.ts'
import type { ImportRecord } from './record.ts'

/** What became of one part of a record. */
export interface WrittenPart {
  readonly table: OwnedTable
  readonly sourceId: string
  readonly id: string
  readonly outcome: 'added' | 'changed' | 'same'
}

export interface Part<T> {
  readonly record: ImportRecord
  readonly part: T
}

/** Records that are written together, with what became of each. */
export class RecordBatch {
  readonly records: readonly ImportRecord[]
  readonly written: WrittenPart[] = []
  readonly refused = new Map<ImportRecord, Refusal[]>()

  constructor(records: readonly ImportRecord[]) {
    this.records = records
  }

  refuse(record: ImportRecord, field: string, reason: string, value?: string): void {
    const known = this.refused.get(record)
    const one = refusal(record.at, field, reason, value)
    if (known) known.push(one)
    else this.refused.set(record, [one])
  }

  /** Parts of the records that are not refused so far; one that several records carry comes once. */
  parts<T extends { sourceId: string }>(pick: (record: ImportRecord) => readonly T[]): Part<T>[] {
    const found = new Map<string, Part<T>>()
    for (const record of this.records)
      if (!this.refused.has(record))
        for (const part of pick(record)) if (!found.has(part.sourceId)) found.set(part.sourceId, { record, part })
    return [...found.values()]
  }

  /** Source ids that records name, each once. */
  named(pick: (record: ImportRecord) => readonly (string | undefined)[]): string[] {
    return [...new Set(this.records.flatMap(pick).filter((id) => id !== undefined))]
  }

  /** Notes what the catalogue did with the parts. */
  note(table: OwnedTable, parts: readonly Part<{ sourceId: string }>[], taken: readonly Taken[]): void {
    const records = new Map(parts.map(({ record, part }) => [part.sourceId, record]))
    for (const one of taken)
      if (one.outcome !== 'refused') this.written.push({ table, ...one })
      else
        for (const { field, expected } of one.faults) {
          const record = records.get(one.sourceId)
          if (record) this.refuse(record, field, `${expected} was expected`)
        }
  }
}
