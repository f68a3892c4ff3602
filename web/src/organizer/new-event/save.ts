import { Refused } from '@foyer/contract/client'
import type { Api } from '../../api/api.ts'
import { eventInputOf, type EventDraft } from './draft.ts'
import { showInputOf } from './typed-show.ts'
import { venueInputOf } from './typed-venue.ts'

/** What a step of saving is given. */
export interface Saving {
  readonly api: Api
  /** The key that makes a request repeatable: the same for the same step and body. */
  readonly keyOf: (step: string, body: object) => string
  /** What is made is in the draft from then on, so that whatever fails afterwards does not make it again. */
  readonly keep: (draft: EventDraft) => void
}

/**
 * Makes an event from a draft: its venue, hall, performers and show where they are new, then the event, one call each.
 * When a call fails, what was made before it stays made and chosen, and saving again goes on from there. A refusal names
 * the fields of the form: `venue.city`.
 * @returns the id of the event
 */
export async function saveEvent(from: EventDraft, { api, keyOf, keep }: Saving): Promise<string> {
  let draft = from
  const made = (next: Partial<EventDraft>) => keep((draft = { ...draft, ...next }))

  if (!draft.isKnownVenue || draft.venue === null) {
    const body = venueInputOf(draft.newVenue)
    const venue = await refusedAt('venue', () => api.call('POST', '/v1/venues', { body, key: keyOf('venue', body) }))
    made({ venue, isKnownVenue: true, hallId: '' })
  }
  let { venue } = draft
  if (venue === null) throw new Error('a draft was saved without a venue')
  const hallName = draft.newHall.trim()
  if (hallName !== '') {
    const request = { params: { venueId: venue.id }, body: { name: hallName } }
    const key = keyOf('hall', request)
    venue = await refusedAt('hall', () => api.call('POST', '/v1/venues/:venueId/halls', { ...request, key }))
    made({ venue, newHall: '', hallId: venue.halls.find(({ name }) => name === hallName)?.id ?? '' })
  }

  for (const [at, { id, name, kind }] of draft.performers.entries()) {
    if (id !== null) continue
    const body = { name, kind }
    const added = await refusedAt('performers', () =>
      api.call('POST', '/v1/performers', { body, key: keyOf('performer', body) }),
    )
    made({ performers: draft.performers.with(at, { id: added.id, name, kind }) })
  }

  let show = draft.isKnownShow ? draft.show : null
  if (show === null) {
    const body = showInputOf(draft.newShow)
    const added = await refusedAt('show', () => api.call('POST', '/v1/shows', { body, key: keyOf('show', body) }))
    const billed = draft.performers.flatMap(({ id }) => id ?? [])
    for (const [billing, performerId] of billed.entries()) {
      const request = { params: { showId: added.id }, body: { performerId, billing } }
      await refusedAt('performers', () => api.call('POST', '/v1/shows/:showId/performers', request))
    }
    show = { id: added.id, kind: added.kind, title: added.title, billed }
    made({ isKnownShow: true, show })
  }

  const body = eventInputOf(draft, show, venue)
  const event = await refusedAt('', () => api.call('POST', '/v1/events', { body, key: keyOf('event', body) }))
  return event.id
}

/** Does one step; a refusal names its fields as the form does, with the step before them. */
export async function refusedAt<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refused) || name === '') throw error
    const { problem, retryAfter } = error
    const errors = problem.errors?.map(({ field, expected }) => ({
      // Of a list or a point the form has one field: `body.genres[2]`, `body.location.lat`.
      field: `${name}.${field.replace(/^body\./, '').replace(/[.[].*$/, '')}`,
      expected,
    }))
    throw new RefusedStep(name, { ...problem, ...(errors === undefined ? {} : { errors }) }, retryAfter)
  }
}

/** A refusal, with the step that met it. */
export class RefusedStep extends Refused {
  readonly step: string
  constructor(name: string, problem: Refused['problem'], retryAfter: number | undefined) {
    super(problem, retryAfter)
    this.step = name
  }
}
