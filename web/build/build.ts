import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { compressAssets } from './compress.ts'
import { buildName, BUILDS_FOLDER } from './sources.ts'

/** Where the pages lie that were made of the sources as they are now; undefined while that has not been done. */
export function currentBuild(): string | undefined {
  const folder = join(BUILDS_FOLDER, buildName())
  return existsSync(folder) ? folder : undefined
}

/** Builds that are kept beside the current one, for processes that still serve them. */
const KEPT_BUILDS = 3

/**
 * Builds the pages of the sources as they are, unless that was done before, and tells where they lie. A build appears
 * whole or not at all, so several processes may do this at once. `say` hears that it takes a moment.
 */
export async function ensureBuilt(say: (line: string) => void): Promise<string> {
  const current = currentBuild()
  if (current !== undefined) return current
  const started = performance.now()
  say('Building the web pages, once …')
  const name = buildName()
  const made = join(BUILDS_FOLDER, `making-${name}-${randomBytes(4).toString('hex')}`)
  await mkdir(made, { recursive: true })
  try {
    // Only where something is to be built: the tools take longer to load than everything else here.
    const { bundle } = await import('./bundle.ts')
    await bundle(made)
    await compressAssets(join(made, 'client'))
    await rename(made, join(BUILDS_FOLDER, name)).catch((error: NodeJS.ErrnoException) => {
      // Another process was first, with the same.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(made, { recursive: true, force: true })
  }
  await removeOldBuilds(name)
  say(`Built in ${((performance.now() - started) / 1_000).toFixed(1)} s.`)
  return join(BUILDS_FOLDER, name)
}

async function removeOldBuilds(current: string): Promise<void> {
  const others = (await readdir(BUILDS_FOLDER)).filter((name) => name !== current && !name.startsWith('making-'))
  const dated = await Promise.all(
    others.map(async (name) => ({ name, at: (await stat(join(BUILDS_FOLDER, name))).mtimeMs })),
  )
  for (const { name } of dated.sort((a, b) => b.at - a.at).slice(KEPT_BUILDS))
    await rm(join(BUILDS_FOLDER, name), { recursive: true, force: true })
}
