import type { MappedFile } from './record.ts'

/** A kind of file that can be imported. */
export interface ImportKind {
  readonly name: string
  /** What it is, for the help of the command. */
  readonly says: string
  /** Under which name its records are known in the catalogue. Kinds of one source may name each other's records. */
  readonly source: string
  /** Reads the document: what becomes of each record, without asking anything outside it. */
  readonly map: (document: unknown, options: MapOptions) => MappedFile
}

export interface MapOptions {
  /** The hall of the catalogue that a seating plan is for. */
  readonly hallId?: string
}
