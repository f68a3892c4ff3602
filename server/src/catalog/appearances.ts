import type { Appearance } from '@foyer/contract/catalog.schemas'
import type { Fault } from './feed.ts'

interface Billed {
  readonly performers?: readonly Appearance[] | undefined
}

/** Everybody who is named as appearing in these. */
export const appearingIn = (billed: readonly Billed[]): string[] => [
  ...new Set(billed.flatMap(({ performers }) => (performers ?? []).map((one) => one.performerId))),
]

/** Performers that do not exist, or are named twice. */
export function appearanceFaults({ performers = [] }: Billed, known: ReadonlySet<string>): Fault[] {
  const faults: Fault[] = []
  const seen = new Set<string>()
  for (const [index, { performerId }] of performers.entries()) {
    const field = `performers[${index}].performerId`
    if (!known.has(performerId)) faults.push({ field, expected: 'the id of a performer' })
    if (seen.has(performerId)) faults.push({ field, expected: 'each performer once' })
    seen.add(performerId)
  }
  return faults
}
