import type { Database } from '../../../platform/database.ts'

/** An event as a person sees it who says how well it answers a search. */
export interface Graded {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly kind: string
  readonly performers: readonly string[]
  readonly cast: readonly string[]
  readonly directors: readonly string[]
  readonly genres: readonly string[]
  readonly features: readonly string[]
  readonly venue: string
  readonly city: string
  readonly country: string
  readonly date: string
}

/** How well an event answers: 3 is what was meant, 2 will do, 1 has to do with it, 0 not at all. */
export type Grade = (event: Graded) => 0 | 1 | 2 | 3

/** Everything ahead that is before the public. */
export const everything = (db: Database) => db.sql<Graded[]>`
  select e.event_id as id, coalesce(e.title, s.title) as title, coalesce(s.description, '') as description, s.kind, s.cast_names as "cast", s.directors, s.genres,
         e.features, v.name as venue, v.city, v.country, e.local_date::text as date,
         array(select p.name from performers p where p.performer_id in (
                 select performer_id from show_performers sp where sp.show_id = s.show_id
                 union select performer_id from event_performers ep where ep.event_id = e.event_id)) as performers
    from events e join shows s using (show_id) join venues v using (venue_id)
   where e.status <> 'draft' and e.starts_at > now()`

const LOOKED_AT = 10
const gain = (grade: number, rank: number): number => (2 ** grade - 1) / Math.log2(rank + 2)

/**
 * Normalised discounted cumulative gain of the first ten: 1 when no order of all events could be better. Where nothing
 * should be found, 1 for finding nothing.
 */
export function ndcg(found: readonly Graded[], all: readonly Graded[], grade: Grade): number {
  const sum = (grades: readonly number[]) =>
    grades.slice(0, LOOKED_AT).reduce((total, one, rank) => total + gain(one, rank), 0)
  const ideal = sum(all.map(grade).sort((a, b) => b - a))
  if (ideal === 0) return found.length === 0 ? 1 : 0
  return sum(found.map(grade)) / ideal
}

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()

type Words = string | readonly string[]
const holds = (text: Words, part: string): boolean =>
  [text].flat().some((one) => new RegExp(`(?<![\\p{L}\\p{N}])${folded(part)}(?![\\p{L}\\p{N}])`, 'u').test(folded(one)))

/** Grades by the best of what holds: each part of an event with its grade, and the words that must be in it. */
export const by =
  (...rules: readonly [grade: 1 | 2 | 3, part: keyof Graded | 'names' | 'any', ...words: string[]][]): Grade =>
  (event) => {
    const names = [event.title, ...event.performers]
    const any = [...names, ...event.cast, ...event.directors, ...event.genres, event.venue, event.city, event.kind]
    const held = rules.filter(([, part, ...words]) =>
      words.every((word) => holds(part === 'names' ? names : part === 'any' ? any : event[part], word)),
    )
    return held.reduce<0 | 1 | 2 | 3>((best, [grade]) => (grade > best ? grade : best), 0)
  }

/** All of the grades must be given; the lowest counts. */
export const both =
  (...grades: readonly Grade[]): Grade =>
  (event) =>
    grades.reduce<0 | 1 | 2 | 3>((lowest, grade) => {
      const given = grade(event)
      return given < lowest ? given : lowest
    }, 3)
