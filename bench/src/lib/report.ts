import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'

/** What a benchmark hands in; the rest of a report is the same for all. */
export interface BenchResult {
  readonly figures: Readonly<Record<string, unknown>>
  /** What the figures are compared with, measured in the same run. */
  readonly baseline: Readonly<Record<string, unknown>>
  /** Figure over baseline. */
  readonly ratio: number
  readonly invariants: { readonly asked: number; readonly broken: readonly string[] }
  readonly settings: Readonly<Record<string, unknown>>
}

export interface BenchReport extends BenchResult {
  readonly name: string
  readonly machine: string
  readonly commit: string
}

const RESULTS = fileURLToPath(new URL('../../results/', import.meta.url))

export function reportOf(name: string, result: BenchResult): BenchReport {
  const processors = cpus()
  const machine = `${processors.length} x ${processors[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
  return { name, ...result, machine, commit: commit() }
}

/** Writes the report to `bench/results/<name>.json`, to be committed with the change that it speaks of. */
export async function saveReport(report: BenchReport): Promise<string> {
  await mkdir(RESULTS, { recursive: true })
  const file = `${RESULTS}${report.name}.json`
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`)
  return file
}

/** The commit measured, with a plus sign when the work tree differs from it. */
function commit(): string {
  try {
    const head = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
    const changed =
      execFileSync('git', ['status', '--porcelain', '--untracked-files=no'], { encoding: 'utf8' }).trim() !== ''
    return changed ? `${head}+` : head
  } catch {
    // No git, or not a clone: the figures still stand.
    return 'unknown'
  }
}
