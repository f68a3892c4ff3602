import { readdirSync, readFileSync } from 'node:fs'

/** Ticks of the kernel's clock in which Linux tells a process's time, on every machine that Node runs on. */
const TICK_MS = 10

interface Stat {
  readonly parent: number
  readonly ownMs: number
  /** Of its children that have ended. */
  readonly childrenMs: number
}

/** Processor time that a process has used, in user and system mode, in ms; undefined where the system does not say (/proc, Linux). */
export const processorTime = (pid: number): number | undefined => statOf(pid)?.ownMs

/** The same of a process with all its children, those that have ended included: a PostgreSQL by its postmaster. */
export function processorTimeOfTree(pid: number): number | undefined {
  const root = statOf(pid)
  if (root === undefined) return undefined
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)) ?? [])
    .filter(({ parent }) => parent === pid)
  return children.reduce((sum, { ownMs, childrenMs }) => sum + ownMs + childrenMs, root.ownMs + root.childrenMs)
}

/** See proc_pid_stat(5); the name of the program, in brackets, may hold anything. */
function statOf(pid: number): Stat | undefined {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    // No such process any more, or no /proc.
    return undefined
  }
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [parent, user, system, childrenUser, childrenSystem] = [1, 11, 12, 13, 14].map((index) => Number(fields[index]))
  return {
    parent: parent ?? 0,
    ownMs: ((user ?? 0) + (system ?? 0)) * TICK_MS,
    childrenMs: ((childrenUser ?? 0) + (childrenSystem ?? 0)) * TICK_MS,
  }
}
