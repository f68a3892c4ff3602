import type { EventInput } from '@foyer/contract/catalog.events'
import type { Queryable } from '../platform/database.ts'
import type { NewEvent } from './event-record.ts'
import type { Fault } from './feed.ts'
import { findPlan } from './queries/halls.ts'

const moments = ['startsAt', 'doorsAt', 'endsAt', 'onSaleAt', 'offSaleAt'] as const

type Read<T> = { readonly event: T } | { readonly faults: readonly Fault[] }

/** An event from the body of a request: texts become moments, and a seating plan the hall and manifest it stands for. */
export async function readEventBody(sql: Queryable, body: EventInput): Promise<Read<NewEvent>>
export async function readEventBody(sql: Queryable, body: Partial<EventInput>): Promise<Read<Partial<NewEvent>>>
export async function readEventBody(sql: Queryable, body: Partial<EventInput>): Promise<Read<Partial<NewEvent>>> {
  const { seatingPlanId, startsAt, doorsAt, endsAt, onSaleAt, offSaleAt, ...rest } = body
  const texts = { startsAt, doorsAt, endsAt, onSaleAt, offSaleAt }
  const times: Record<string, Date | null> = {}
  for (const name of moments) {
    const text = texts[name]
    if (text !== undefined) times[name] = text === null ? null : new Date(text)
  }
  if (seatingPlanId === undefined) return { event: { ...rest, ...times } }
  if (seatingPlanId === null) return { event: { ...rest, ...times, manifestHash: null } }
  const plan = await findPlan(sql, seatingPlanId)
  if (plan === undefined) return { faults: [{ field: 'seatingPlanId', expected: 'the id of a seating plan' }] }
  return { event: { ...rest, ...times, ...plan, hallId: rest.hallId ?? plan.hallId } }
}
