import type { CsvMapping } from './csv-mapping.ts'
import type { Refusal } from './reading.ts'
import type { MappedFile, MappedRow } from './record.ts'

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

/** A kind of file that may be of any length: read and taken row by row. */
export interface StreamedKind {
  readonly name: string
  readonly says: string
  readonly source: string
  /** The rows of a file, and in between what in it is no row. */
  readonly rows: (file: string, options: MapOptions) => AsyncIterable<FileRow | NoRow>
  readonly mapRow: (row: FileRow, options: MapOptions) => MappedRow
}

export interface FileRow {
  readonly row: number
  readonly path: string
  readonly value: unknown
}

/** Part of a file that could not be read as a row. */
export interface NoRow {
  readonly refused: Refusal
}

export const isStreamed = (kind: ImportKind | StreamedKind): kind is StreamedKind => 'rows' in kind

export interface MapOptions {
  /** The hall of the catalogue that a seating plan is for. */
  readonly hallId?: string
  /** The venue of the catalogue where the events of a calendar or of ticket listings take place. */
  readonly venueId?: string
  /** Places of general admission where a source tells none; else such events are drafts. */
  readonly capacity?: number
  /** Country and time zone of venues where a source tells none. */
  readonly country?: string
  readonly timeZone?: string
  /** Which column of a CSV file means what. */
  readonly mapping?: CsvMapping
}
