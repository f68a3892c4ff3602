/** Imports files of known kinds into the catalogue. See docs/importing.md. */
export { importFile, type ImportOptions } from './import-file.ts'
export { importKinds, streamedKinds } from './kinds/index.ts'
export { readMapping, type CsvMapping } from './csv-mapping.ts'
export type { ImportKind, StreamedKind } from './kind.ts'
export { progressOn, type ProgressOutput } from './progress.ts'
export { tellReport, tookNothing, type ImportReport } from './report.ts'
