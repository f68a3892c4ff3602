import type { At, Reading } from './reading.ts'

/** Remembers the ids of records that are taken, so that the second of two is refused and says where the first one is. */
export class FirstSeen {
  readonly #places = new Map<string, At>()

  /** Refuses a record, otherwise good, whose id stood there before. A record that is refused anyway takes no id. */
  refuseSecond(read: Reading, field: string, id: string, reason = 'it stands there twice'): void {
    if (read.refusals.length > 0) return
    const first = this.#places.get(id)
    if (first === undefined) this.#places.set(id, read.at)
    else read.refuse(field, `${reason}, first in row ${first.row}`, read.raw(field))
  }
}
