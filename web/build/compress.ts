import { globSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const BROTLI_QUALITY = 11
const GZIP_LEVEL = 9
/** Below this a packet carries it as it is. */
const SMALL_BYTES = 1_000

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

/** Lays a brotli and a gzip beside every file that gets smaller by it; fonts and pictures are compressed already. */
export async function compressAssets(folder: string): Promise<void> {
  const files = globSync('assets/**/*.{js,css,svg,json}', { cwd: folder })
  await Promise.all(
    files.map(async (file) => {
      const path = join(folder, file)
      const bytes = await readFile(path)
      if (bytes.length < SMALL_BYTES) return
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      }
      const [br, gz] = await Promise.all([toBrotli(bytes, { params }), toGzip(bytes, { level: GZIP_LEVEL })])
      await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)])
    }),
  )
}
