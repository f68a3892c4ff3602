/** A sentence that must always be true, and the query that finds whatever contradicts it: no rows, or it is broken. */
export interface Invariant {
  readonly name: string
  readonly says: string
  readonly sql: string
}
