import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { birthOf, findProcess, hasCode } from './postgres/processes.ts'

/*
 * Who has a data folder
 *
 * A folder has one `start` at a time, and one process that runs the payment sandbox, whose journal is its own. Each claims
 * its part before it touches anything: a file names the process and when that was born, so that a process which died by
 * itself has nothing, even when its number was given to another. The file is taken away at the end.
 */

const TRIES_MAX = 5

interface Claim {
  readonly pid: number
  /** As the machine tells it; two processes of one number differ. */
  readonly born: string
  readonly part: Part
  readonly since: string
  /** Which folder it is, by device and number: a copy of it is another one. */
  readonly folder: string
}

/** What of a folder one process has: the whole as `start` runs it, or the payment sandbox. */
export type Part = 'start' | 'sandbox'

/** The folder is another's. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
}

/**
 * Claims a data folder for this process. @returns how to give it back
 * @throws FolderInUse with a plain sentence that names the process which has it; then nothing has been changed.
 */
export function claimFolder(folder: string, part: Part): () => void {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${part}.process`)
  const mine: Claim = {
    pid: process.pid,
    born: birthOf(process.pid) ?? '',
    part,
    since: new Date().toISOString(),
    folder: numberOf(folder),
  }
  const text = `${JSON.stringify(mine)}\n`
  // Written beside and linked, so that nobody reads half a claim, and of two who come at once one is first.
  const beside = `${file}.${process.pid}`
  writeFileSync(beside, text, { mode: 0o600 })
  try {
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      if (linked(beside, file)) return () => giveBack(file, text)
      const holder = readClaim(file)
      if (holder?.folder === mine.folder && isLiving(holder)) throw inUse(folder, holder)
      setAside(file, beside, holder)
    }
    throw new FolderInUse(`The folder ${resolve(folder)} is being taken by other processes at this very moment.`)
  } finally {
    rmSync(beside, { force: true })
  }
}

/**
 * Takes away the claim of a process that died. It is moved and looked at again, since somebody may have claimed the folder
 * after it was read: theirs is put back.
 */
function setAside(file: string, beside: string, dead: Claim | undefined): void {
  const moved = `${beside}.dead`
  try {
    renameSync(file, moved)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return
    throw error
  }
  if (JSON.stringify(readClaim(moved)) !== JSON.stringify(dead)) linked(moved, file)
  rmSync(moved)
}

function numberOf(folder: string): string {
  const { dev, ino } = statSync(folder, { bigint: true })
  return `${dev}:${ino}`
}

function linked(beside: string, file: string): boolean {
  try {
    linkSync(beside, file)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

function readClaim(file: string): Claim | undefined {
  const text = readText(file)
  try {
    const claim: unknown = JSON.parse(text ?? '')
    return typeof claim === 'object' && claim !== null && 'pid' in claim && 'born' in claim
      ? (claim as Claim)
      : undefined
  } catch {
    // Not written by us, or cut by a full disk: it names nobody.
    return undefined
  }
}

const isLiving = ({ pid, born }: Claim): boolean => findProcess(pid)?.zombie === false && birthOf(pid) === born

const NAMES = { start: 'Foyer', sandbox: 'payment sandbox' } as const

const inUse = (folder: string, { pid, part, since }: Claim): FolderInUse =>
  new FolderInUse(
    `The folder ${resolve(folder)} belongs to process ${pid}, which has run its ${NAMES[part]} since ${since}. ` +
      'Stop that one first, or give this one a folder of its own with DATA_DIR. Nothing was changed.',
  )

function giveBack(file: string, text: string): void {
  if (readText(file) === text) rmSync(file, { force: true })
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}
