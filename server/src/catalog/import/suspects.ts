import type { Tx } from '../../platform/database.ts'
import { postgres } from '../../platform/driver.ts'
import { findDuplicates, type DuplicateKind, type SuspectedPair } from '../duplicates.ts'
import type { Load } from './load-records.ts'
import type { WrittenPart } from './record-batch.ts'

/** Pairs that a report lists at most; `GET /v1/me/duplicates` has the others. */
const PAIRS_MAX = 500
const TABLES = { venues: 'venue', performers: 'performer' } as const satisfies Record<string, DuplicateKind>

/** Ran out of the time that a statement has. */
const TOOK_TOO_LONG = '57014'

/** Venues and performers that an import adds and that look like others: nobody merges them, a person is told. */
export class Suspects {
  readonly pairs: SuspectedPair[] = []
  readonly #organiserId: string
  #notLookedFor = 0

  constructor(organiserId: string) {
    this.#organiserId = organiserId
  }

  /** Looks among what a batch has added, also within a dry run, of which nobody else sees anything. */
  async look(load: Load, written: readonly WrittenPart[]): Promise<void> {
    for (const [table, kind] of Object.entries(TABLES)) {
      const room = PAIRS_MAX - this.pairs.length
      const added = written.flatMap((part) => (part.table === table && part.outcome === 'added' ? part.id : []))
      if (room <= 0 || added.length === 0) continue
      this.pairs.push(...(await this.#alike(load, kind, added, room)))
    }
  }

  /** What is to be said of those that were not looked for. */
  remarks(): string[] {
    return this.#notLookedFor === 0
      ? []
      : [`Duplicates of ${this.#notLookedFor} venues and performers were not looked for: too many names are alike.`]
  }

  /** Looking is a service to a person: where it takes too long, the import goes on without and says so. */
  async #alike(load: Load, kind: DuplicateKind, added: readonly string[], room: number): Promise<SuspectedPair[]> {
    try {
      return await load.inTransaction((tx: Tx) => findDuplicates(tx, this.#organiserId, kind, added, room))
    } catch (error) {
      if (!(error instanceof postgres.PostgresError && error.code === TOOK_TOO_LONG)) throw error
      this.#notLookedFor += added.length
      return []
    }
  }
}
