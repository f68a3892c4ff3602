import type { Invariant } from '../platform/invariant.ts'

/** What must always be true of rehearsals: they are apart from everything else. */
export const rehearsalInvariants: readonly Invariant[] = [
  {
    name: 'rehearsals.are-apart',
    says: 'Events and venues of a rehearsal belong to its own organiser, whom nothing else belongs to, and are in no list.',
    sql: `select e.event_id, e.rehearsal_id from events e
            left join venues v using (venue_id) left join shows s using (show_id) left join event_search found using (event_id)
           where e.rehearsal_id is distinct from v.rehearsal_id
              or (e.rehearsal_id is not null
                  and (e.organiser_id <> s.organiser_id or e.organiser_id <> v.organiser_id
                       or left(e.organiser_id::text, 28) <> left(e.rehearsal_id::text, 28) or found.event_id is not null))`,
  },
  {
    name: 'rehearsals.are-known',
    says: 'What was made for a rehearsal can be found and removed.',
    sql: `select e.event_id, e.rehearsal_id from events e left join rehearsals r using (rehearsal_id)
           where e.rehearsal_id is not null and r.event_id is distinct from e.event_id`,
  },
]
