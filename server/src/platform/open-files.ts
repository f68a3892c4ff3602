import { readFileSync } from 'node:fs'

/** How many files this process may have open at once, connections among them; unbounded where the system does not tell. */
export function openFilesMax(): number {
  if (process.platform !== 'linux') return Number.POSITIVE_INFINITY
  const found = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1'))?.[1]
  return found === undefined ? Number.POSITIVE_INFINITY : Number(found)
}
