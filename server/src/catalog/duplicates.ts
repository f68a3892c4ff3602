import type { Queryable, Tx } from '../platform/database.ts'

export type DuplicateKind = 'venue' | 'performer'

/** Two that may be one. Nobody merges them in silence: a person looks. */
export interface SuspectedPair {
  readonly kind: DuplicateKind
  readonly first: Suspect
  readonly second: Suspect
  /** How alike their names are: 1 is the same. */
  readonly similarity: number
  /** How far apart they are; null where one of them has no point, or is a performer. */
  readonly distanceM: number | null
}

interface Suspect {
  readonly id: string
  readonly name: string
  /** City of a venue; null for a performer. */
  readonly city: string | null
  readonly mine: boolean
}

/** Two houses so near one another may be one: halls of one address, and sloppy points. */
const NEAR_M = 500
const NAMES_ALIKE_NEAR = 0.35
const NAMES_ALIKE_IN_CITY = 0.6
const NAMES_ALIKE = 0.7

/**
 * What looks like a duplicate among these venues or performers of an organiser and whatever else is in the catalogue: the
 * same place and a near name, or nearly the same name in one city, or of a performer. Pairs that a person has said are two
 * are left out; each pair comes once.
 */
export async function findDuplicates(
  tx: Tx,
  organiserId: string,
  kind: DuplicateKind,
  ids: readonly string[],
  limit: number,
): Promise<SuspectedPair[]> {
  const rows = kind === 'venue' ? await alikeVenues(tx, ids) : await alikePerformers(tx, ids)
  const distinct = await tx<{ pair: string }[]>`
    select first_id || ' ' || second_id as pair from distinct_pairs where organiser_id = ${organiserId} and kind = ${kind}`
  const known = new Set(distinct.map(({ pair }) => pair))
  const pairs = new Map<string, SuspectedPair>()
  for (const { a, b, similarity, distanceM } of rows) {
    const key = a.id < b.id ? `${a.id} ${b.id}` : `${b.id} ${a.id}`
    if (known.has(key) || pairs.has(key)) continue
    const [first, second] = a.id < b.id ? [a, b] : [b, a]
    const suspect = ({ organiser, ...one }: Row['a']): Suspect => ({ ...one, mine: organiser === organiserId })
    pairs.set(key, { kind, first: suspect(first), second: suspect(second), similarity, distanceM })
  }
  return [...pairs.values()].slice(0, limit)
}

interface Row {
  readonly a: Omit<Suspect, 'mine'> & { readonly organiser: string }
  readonly b: Row['a']
  readonly similarity: number
  readonly distanceM: number | null
}

const PAIRS_EACH_MAX = 10

const alikeVenues = (sql: Queryable, ids: readonly string[]) => sql<Row[]>`
  select jsonb_build_object('id', a.venue_id, 'name', a.name, 'city', a.city, 'organiser', a.organiser_id) as a,
         jsonb_build_object('id', b.venue_id, 'name', b.name, 'city', b.city, 'organiser', b.organiser_id) as b,
         round(b.alike::numeric, 2)::float8 as similarity, round(b.metres)::float8 as "distanceM"
    from (select *, search_fold(name) as folded from venues where venue_id = any(${[...ids]}::uuid[]) offset 0) a
   cross join lateral (
     select near.* from (
       select o.*, similarity(search_fold(o.name), a.folded) as alike, cube_distance(o.location, a.location) as metres
         from venues o where o.location <@ cube_enlarge(a.location, ${NEAR_M}, 3) and o.venue_id <> a.venue_id
            and o.rehearsal_id is null offset 0) near
      where near.alike >= ${NAMES_ALIKE_NEAR}
     union all
     select same.* from (
       select o.*, similarity(search_fold(o.name), a.folded) as alike, null::float8 as metres
         from venues o
        where search_fold(o.city) = search_fold(a.city) and o.country = a.country and o.venue_id <> a.venue_id
            and o.rehearsal_id is null
          and (o.location is null or a.location is null) offset 0) same
      where same.alike >= ${NAMES_ALIKE_IN_CITY}
     limit ${PAIRS_EACH_MAX}) b
   order by b.alike desc, a.venue_id`

async function alikePerformers(tx: Tx, ids: readonly string[]): Promise<Row[]> {
  // The index then passes over all names that are less alike.
  await tx`select set_config('pg_trgm.similarity_threshold', ${String(NAMES_ALIKE)}, true)`
  return tx<Row[]>`
    select jsonb_build_object('id', a.performer_id, 'name', a.name, 'city', null, 'organiser', a.organiser_id) as a,
           jsonb_build_object('id', b.performer_id, 'name', b.name, 'city', null, 'organiser', b.organiser_id) as b,
           round(b.alike::numeric, 2)::float8 as similarity, null::float8 as "distanceM"
      from (select *, search_fold(name) as folded from performers
             where performer_id = any(${[...ids]}::uuid[]) offset 0) a
     cross join lateral (
       select o.*, similarity(search_fold(o.name), a.folded) as alike
         from performers o
        where search_fold(o.name) % a.folded and o.performer_id <> a.performer_id
        limit ${PAIRS_EACH_MAX}) b
     order by b.alike desc, a.performer_id`
}

/** Venues or performers of an organiser, those added last first: among which duplicates are looked for. */
export async function idsOf(
  sql: Queryable,
  organiserId: string,
  kind: DuplicateKind,
  limit: number,
): Promise<string[]> {
  const rows =
    kind === 'venue'
      ? await sql<{ id: string }[]>`
          select venue_id as id from venues where organiser_id = ${organiserId} order by venue_id desc limit ${limit}`
      : await sql<{ id: string }[]>`
          select performer_id as id from performers where organiser_id = ${organiserId} order by performer_id desc limit ${limit}`
  return rows.map((row) => row.id)
}

/** Keeps that two are two, for this organiser. */
export async function sayDistinct(
  sql: Queryable,
  organiserId: string,
  kind: DuplicateKind,
  [one, other]: readonly [string, string],
): Promise<void> {
  const [first, second] = one < other ? [one, other] : [other, one]
  await sql`
    insert into distinct_pairs (organiser_id, kind, first_id, second_id)
    values (${organiserId}, ${kind}, ${first}, ${second}) on conflict do nothing`
}
