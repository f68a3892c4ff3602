import type { SuggestionKind } from '@foyer/contract/catalog.finding'
import type { Queryable } from '../../platform/database.ts'

export interface SuggestionRow {
  readonly kind: SuggestionKind
  readonly ref: string
  readonly name: string
  readonly detail: string | null
  readonly events: number
}

/**
 * What has a name that begins so, or goes on so from one of its words: whole names first, then beginnings of names, then
 * other words, each by how many events are ahead. At most half of them are of one kind, while there are others.
 */
export const findSuggestions = (
  sql: Queryable,
  typed: string,
  kinds: readonly SuggestionKind[] | undefined,
  limit: number,
) => sql<SuggestionRow[]>`
  select kind, ref, name, detail, events
    from (select s.*, found.place, found.whole,
                 row_number() over (partition by s.kind order by found.whole desc, found.place, s.events desc, s.ref) as nth
            from (select k.kind, k.ref, least(min(k.place), 1) as place, bool_or(k.key = asked.key and k.place = 0) as whole
                    from (select btrim(search_text(${typed})) as key) asked
                    join suggestion_keys k on k.key >= asked.key and k.key < asked.key || U&'\\FFFD'
                   where asked.key <> '' and ${kinds === undefined ? sql`true` : sql`k.kind = any(${[...kinds]}::text[])`}
                   group by k.kind, k.ref) found
            join suggestions s using (kind, ref)
           where s.until >= now()) ranked
   order by nth > ${Math.ceil(limit / 2)}::int, whole desc, place, events desc, kind, ref
   limit ${limit}`
