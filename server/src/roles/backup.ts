import { existsSync } from 'node:fs'
import { copyFile, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Config } from '../config.ts'
import { openInstallation, requireData } from '../installation.ts'
import { copyServingCluster } from '../platform/postgres/index.ts'

/** Copies the data folder into a new one while Foyer runs, or while it does not. It appears whole or not at all. */
export async function backupRole(config: Config, folder: string): Promise<void> {
  if (config.databaseUrl !== undefined)
    throw new Error(
      'DATABASE_URL names a server of its own: back it up by its own means, and the secret key beside it.',
    )
  requireData(config)
  const target = resolve(folder)
  if (existsSync(target)) throw new Error(`${target} is there already; name a folder that is not.`)
  const { lifecycle } = await openInstallation(config, 'backup')
  try {
    const started = performance.now()
    const unfinished = await mkdtemp(join(dirname(target), '.foyer-backup-'))
    try {
      await copyServingCluster(join(config.dataDir, 'postgres'), join(unfinished, 'postgres'))
      for (const name of filesBeside(config)) await copyFile(join(config.dataDir, name), join(unfinished, name))
      await rename(unfinished, target)
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true })
      throw error
    }
    const seconds = ((performance.now() - started) / 1_000).toFixed(1)
    console.log(`backed up to ${target} in ${seconds} s; a start with DATA_DIR=${target} goes on from there`)
    if (config.secretKey !== undefined) console.log('the secret key came from SECRET_KEY and is not in it')
  } finally {
    await lifecycle.stop()
  }
}

/** The sandbox's journal comes after the database, which may know less than the provider and never more. */
const filesBeside = (config: Config): string[] => [
  ...(config.secretKey === undefined ? ['secret.key'] : []),
  ...(existsSync(join(config.dataDir, 'sandbox.journal')) ? ['sandbox.journal'] : []),
]
