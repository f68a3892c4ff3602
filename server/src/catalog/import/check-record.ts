import { HallInput, PerformerInput, ShowInput, VenueInput } from '@foyer/contract/catalog.schemas'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { refusal, type Refusal } from './reading.ts'
import type { ImportRecord } from './record.ts'

/** What the contract says against the parts of a record: an import may write nothing that the API would refuse. */
export function checkRecord({ at, performers, venue, hall, show }: ImportRecord): Refusal[] {
  const faults: Refusal[] = []
  const check = (part: string, schema: TSchema, value: unknown) => {
    if (Value.Check(schema, value)) return
    const error = Value.Errors(schema, value)[0]
    faults.push(
      refusal(at, `${part}${error?.instancePath.replaceAll('/', '.') ?? ''}`, error?.message ?? 'not as expected'),
    )
  }
  for (const performer of performers ?? []) check('performer', PerformerInput, without(performer, 'sourceId'))
  if (venue) check('venue', VenueInput, without(venue, 'sourceId'))
  if (hall) check('hall', HallInput, { name: hall.name })
  if (show) check('show', ShowInput, without(show, 'sourceId', 'performers'))
  return faults
}

const without = (value: object, ...names: string[]): object =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)))
