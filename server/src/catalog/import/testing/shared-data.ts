import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Public data sets that may lie beside the checkout; see their README for where they come from. */
const SHARED_DATA = fileURLToPath(new URL('../../../../../../shared/data/', import.meta.url))

/** A data set by its path, and why a test of it is skipped where it is absent. */
export function sharedData(path: string): { file: string; skip: string | false } {
  const file = SHARED_DATA + path
  return { file, skip: existsSync(file) ? false : `skipped: ../shared/data/${path} is not there` }
}
