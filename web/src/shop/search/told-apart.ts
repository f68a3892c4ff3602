import type { Suggestion } from '@foyer/contract/catalog.finding'

export interface ToldApart {
  readonly suggestion: Suggestion
  /** What it is or where, to be said beside the name; undefined where the name is its own. */
  readonly beside: string | undefined
}

/**
 * Suggestions as people tell them from one another: of those with one name each says what it is. What still reads the
 * same is left out but for the first, which has the most ahead: nobody could choose between them.
 */
export function toldApart(
  suggestions: readonly Suggestion[],
  besideOf: (suggestion: Suggestion) => string | undefined,
): readonly ToldApart[] {
  const named = Map.groupBy(suggestions, ({ name }) => keyOf(name))
  const apart = suggestions.map((suggestion) => ({
    suggestion,
    beside: (named.get(keyOf(suggestion.name))?.length ?? 0) > 1 ? besideOf(suggestion) : undefined,
  }))
  const read = new Set<string>()
  return apart.filter(({ suggestion: { name }, beside = '' }) => {
    const key = `${keyOf(name)}\n${keyOf(beside)}`
    return !read.has(key) && read.add(key)
  })
}

const keyOf = (name: string): string => name.normalize('NFKC').trim().toLowerCase()
