import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** A process as the machine tells of it. */
export interface ProcessEntry {
  readonly pid: number
  readonly parentPid: number
  /** Dead, but its parent has not asked for its end: `kill(pid, 0)` still succeeds. */
  readonly zombie: boolean
  /** The arguments, or the title that the program gave itself, separated by blanks. */
  readonly commandLine: string
}

/** The process with this id, dead ones included for as long as the machine remembers them. */
export function findProcess(pid: number): ProcessEntry | undefined {
  return process.platform === 'linux' ? readProcess(pid) : listWithPs().find((entry) => entry.pid === pid)
}

/** When a process was born, as the machine tells it: of two that had one number after another, different. */
export function birthOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return bornByPs(pid)
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[BORN_FIELD]
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()} ${ticks}`
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ESRCH')) return undefined
    throw error
  }
}

/** Field 22 of `proc(5)` stat, counted from the one behind the name. */
const BORN_FIELD = 19

function bornByPs(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    // `ps` fails when there is no such process.
    return undefined
  }
}

/** Every process of the machine that this account may see. */
export function listProcesses(): ProcessEntry[] {
  if (process.platform !== 'linux') return listWithPs()
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map((pid) => readProcess(Number(pid))).filter((entry) => entry !== undefined)
}

/** Sends a signal; a process that is gone already is as good as one that obeyed. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error
  }
}

export const hasCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code))

function readProcess(pid: number): ProcessEntry | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name in parentheses may itself hold blanks and parentheses.
    const [state, parentPid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trimEnd()
    return { pid, parentPid: Number(parentPid), zombie: state === 'Z' || state === 'X', commandLine }
  } catch (error) {
    // It ended while it was looked at.
    if (hasCode(error, 'ENOENT', 'ESRCH')) return undefined
    throw error
  }
}

/** macOS has no /proc; slim Linux images, which do, have no `ps`. */
function listWithPs(): ProcessEntry[] {
  const table = execFileSync('ps', ['-axwwo', 'pid=,ppid=,stat=,command='], { encoding: 'utf8' })
  return [...table.matchAll(/^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/gm)].map(([, pid, parentPid, state, commandLine]) => ({
    pid: Number(pid),
    parentPid: Number(parentPid),
    zombie: state?.startsWith('Z') ?? false,
    commandLine: commandLine ?? '',
  }))
}
