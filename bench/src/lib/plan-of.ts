import { settle } from '@foyer/server/catalog/queries/search'
import type { EventSearch } from '@foyer/server/catalog/search/event-search'
import { searchSql, tiersOf } from '@foyer/server/catalog/search/search-sql'
import type { Sql } from '@foyer/server/platform/database'

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Index Name'?: string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly PlanNode[]
}

/** How PostgreSQL goes about the first statement of a search, from the outside in: "Limit < Index Scan event_search_date". */
export async function planOf(sql: Sql, search: EventSearch, limit: number): Promise<string> {
  const settled = await settle(sql, search)
  const tier = search.sort === 'relevance' ? tiersOf(settled.words)[0] : undefined
  const { text, values } = searchSql(search, settled, tier, undefined, limit)
  const [row] = await sql.unsafe<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }[]>(
    `explain (format json) ${text}`,
    values.map((value) => (Array.isArray(value) ? [...value] : (value as string | number | Date))),
  )
  const top = row?.['QUERY PLAN'][0]?.Plan
  return top === undefined ? '' : told(top)
}

function told(node: PlanNode): string {
  const name = node['Index Name'] ?? node['Relation Name']
  const own = name === undefined ? node['Node Type'] : `${node['Node Type']} ${name}`
  const below = (node.Plans ?? []).map(told)
  return below.length === 0 ? own : `${own} < ${below.length === 1 ? below[0] : `(${below.join(' + ')})`}`
}
