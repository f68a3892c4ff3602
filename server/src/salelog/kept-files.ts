import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SaleLogFiles } from '@foyer/contract/sale-log.verify'
import { readBody } from '../platform/http/read-body.ts'

const FILE_BYTES_MAX = 32 * 1024 * 1024
const FETCH_TIMEOUT_MS = 20_000

/** The files of a log: of a folder, or of an address. */
export const openLogFiles = (source: string): SaleLogFiles =>
  /^https?:\/\//.test(source) ? filesAt(source.replace(/\/$/, '')) : filesOfFolder(source)

const filesOfFolder = (folder: string): SaleLogFiles => ({
  read: (path) =>
    readFile(join(folder, path)).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    }),
})

const filesAt = (address: string): SaleLogFiles => ({
  async read(path) {
    const answer = await fetch(`${address}/${path}`, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) })
    if (answer.status === 404) return undefined
    return readBody(answer, FILE_BYTES_MAX)
  },
})

/** The same files, each also written to a folder as it is read, so that they can be read from there. */
export const keepingIn = (files: SaleLogFiles, folder: string): SaleLogFiles => ({
  async read(path) {
    const bytes = await files.read(path)
    if (bytes === undefined) return undefined
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
    return bytes
  },
})
