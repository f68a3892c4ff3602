import type { Suggestion, SuggestionsQuery } from '@foyer/contract/catalog.finding'
import type { Queryable } from '../../platform/database.ts'
import { correctWords } from '../queries/search.ts'
import { findSuggestions, type SuggestionRow } from '../queries/suggestions.ts'

const SUGGESTIONS_USUAL = 8

/** What somebody may mean who has typed so far; where nothing begins so, what begins with the nearest known words. */
export async function suggest(
  sql: Queryable,
  { q, kinds, limit = SUGGESTIONS_USUAL }: SuggestionsQuery,
): Promise<Suggestion[]> {
  // The contract lets no other kinds through.
  const only = kinds?.split(',') as SuggestionRow['kind'][] | undefined
  const found = await findSuggestions(sql, q, only, limit)
  if (found.length > 0) return found.map(presentSuggestion)
  const corrected = await correctWords(sql, q)
  return corrected === undefined ? [] : (await findSuggestions(sql, corrected, only, limit)).map(presentSuggestion)
}

const presentSuggestion = (row: SuggestionRow): Suggestion => ({
  kind: row.kind,
  id: row.kind === 'city' ? null : row.ref,
  name: row.name,
  detail: row.detail,
  events: row.events,
  search: new URLSearchParams(searchFor(row)).toString(),
})

function searchFor({ kind, ref, name, detail }: SuggestionRow): Record<string, string> {
  switch (kind) {
    case 'event':
      return { q: `"${name.replaceAll('"', ' ')}"` }
    case 'show':
      return { show: ref }
    case 'performer':
      return { performer: ref }
    case 'venue':
      return { venue: ref }
    case 'city':
      return { city: name, ...(detail === null ? {} : { country: detail }) }
  }
}
