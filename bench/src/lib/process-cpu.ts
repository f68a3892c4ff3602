import { readFileSync } from 'node:fs'
import type { BenchFoyer } from './bench-foyer.ts'
import { processorTimeOfTree } from './processor-time.ts'

/**
 * Seconds of processor time that a process and its children have used. So a rate can be told for one core whatever else runs
 * on the machine. @throws where the system does not say.
 */
export function cpuSecondsOf(pid: number): number {
  const ms = processorTimeOfTree(pid)
  if (ms === undefined) throw new Error('processor times are read from /proc, which is not there')
  return ms / 1_000
}

/** @returns what tells the processor time of the first role and of PostgreSQL since then, in seconds. */
export function cpuMeter({ pids }: Pick<BenchFoyer, 'pids'>): () => { api: number; postgres: number } {
  const [apiPid = 0] = pids.roles
  const before = { api: cpuSecondsOf(apiPid), postgres: cpuSecondsOf(pids.postgres) }
  return () => ({
    api: cpuSecondsOf(apiPid) - before.api,
    postgres: cpuSecondsOf(pids.postgres) - before.postgres,
  })
}

/** Memory that a process and its children have in use, in MiB; what several share counts once among them all (PSS). */
export function memoryMiBOf(pid: number): number {
  const told = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1')
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ').filter(Boolean)
  const own = Number(/^Pss:\s+(\d+) kB/m.exec(told)?.[1] ?? 0) / 1_024
  return Math.round(own + children.reduce((sum, child) => sum + memoryMiBOf(Number(child)), 0))
}
