/** Imports files of known kinds into the catalogue. See docs/importing.md. */
export { importFile, type ImportOptions } from './import-file.ts'
export { importKinds } from './kinds/index.ts'
export type { ImportKind } from './kind.ts'
export { progressOn, type ProgressOutput } from './progress.ts'
export { tellReport, type ImportReport } from './report.ts'
