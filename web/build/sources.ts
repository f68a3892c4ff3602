import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const WEB_FOLDER = fileURLToPath(new URL('..', import.meta.url))
export const BUILDS_FOLDER = join(WEB_FOLDER, 'dist')

const DIGEST_LENGTH = 12

/**
 * Names what would be built: a digest of every source of the pages and of the contract, of how they are built, and of the
 * versions of all libraries. The same name means the same build, so it is made once.
 */
export function buildName(): string {
  const digest = createHash('sha256')
  const sources = globSync(['{src,build,public}/**/*.*', '../contract/src/**/*.ts'], { cwd: WEB_FOLDER })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort()
  for (const file of ['../package-lock.json', '../docs/draw.md', 'package.json', ...sources])
    digest
      .update(`${file}\0`)
      .update(readFileSync(join(WEB_FOLDER, file)))
      .update('\0')
  return digest.digest('hex').slice(0, DIGEST_LENGTH)
}
