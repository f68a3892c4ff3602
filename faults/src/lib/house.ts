import type { Database } from '@foyer/server/platform/database'
import { makeDataFolder, type DataFolder } from './data-folder.ts'
import { launchFoyer, startFoyer, type Environment, type FoyerProcess } from './foyer-process.ts'
import { freePort } from '@foyer/server/platform/testing/free-port'
import { startSandboxProcess, type SandboxProcess } from './sandbox-process.ts'

/** All of Foyer in one process (`start`) on a data folder of its own, and the payment provider in another. */
export interface House extends AsyncDisposable {
  readonly url: string
  /** What its process was told; with the address of its database, what a further one must be. */
  readonly environment: Environment
  readonly folder: DataFolder
  readonly sandbox: SandboxProcess
  /** The process that runs now, or ran last. */
  foyer(): FoyerProcess
  /** Starts it again, after it was killed or stopped. */
  start(): Promise<void>
  /** The same without waiting until it is ready. */
  launch(): void
  /** Uses its database from outside. */
  withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T>
}

export async function openHouse(settings: Environment = {}): Promise<House> {
  await using parts = new AsyncDisposableStack()
  const folder = parts.use(makeDataFolder())
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const sandbox = parts.use(await startSandboxProcess(url, folder.path))
  const environment = { PORT: String(port), PUBLIC_URL: url, DATA_DIR: folder.path, ...sandbox.settings, ...settings }
  let foyer = await startFoyer('start', environment)
  parts.defer(() => foyer.kill())
  const kept = parts.move()
  return {
    url,
    environment,
    folder,
    sandbox,
    foyer: () => foyer,
    async start() {
      foyer = await startFoyer('start', environment)
    },
    launch() {
      foyer = launchFoyer('start', environment)
    },
    async withDatabase(work) {
      const db = await folder.openDatabase()
      try {
        return await work(db)
      } finally {
        await db.close()
      }
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
