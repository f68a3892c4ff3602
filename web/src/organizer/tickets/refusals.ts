import type { Problem } from '@foyer/contract/problem'
import type { CsvLine } from './csv.ts'

/** What is wrong with one cell of a file. */
export interface LineRefusal {
  /** As a person counts the lines of the file; undefined: the file as a whole. */
  readonly line: number | undefined
  readonly field: string
  /** What stands there. */
  readonly found: string
  readonly expected: string
}

/**
 * What a refusal says about the lines of a file. The API numbers the lines that are not empty, the head being 1; a person
 * sees all of them.
 */
export function refusalsOf(problem: Problem, lines: readonly CsvLine[]): readonly LineRefusal[] {
  return (problem.errors ?? []).map(({ field, expected }) => {
    const at = /^line (\d+)(?:, (.+))?$/.exec(field)
    if (!at) return { line: undefined, field: field.replace(/^body\.?/, ''), found: '', expected }
    const line = lines[Number(at[1]) - 1]
    const name = at[2] ?? ''
    const column = lines[0]?.cells.findIndex((cell) => cell.trim().toLowerCase() === name) ?? -1
    return { line: line?.number ?? Number(at[1]), field: name, found: line?.cells[column]?.trim() ?? '', expected }
  })
}
