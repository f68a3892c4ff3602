import { findProcess, listProcesses } from '@foyer/server/platform/postgres/processes'

/** A process and all that descend from it, whom they may outlive. */
export function familyOf(...pids: readonly number[]): number[] {
  const all = listProcesses()
  const family = new Set(pids)
  for (let grown = -1; grown !== family.size;) {
    grown = family.size
    for (const { pid, parentPid } of all) if (family.has(parentPid)) family.add(pid)
  }
  return [...family]
}

/** Those that still run; a dead one whose parent has not asked for it does not. */
export const living = (pids: readonly number[]): number[] => pids.filter((pid) => findProcess(pid)?.zombie === false)
