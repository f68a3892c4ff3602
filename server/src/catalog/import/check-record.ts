import { againstContract } from './against-contract.ts'
import { refusal, type Refusal } from './reading.ts'
import type { ImportRecord } from './record.ts'

/** What the contract says against the parts of a record: an import may write nothing that the API would refuse. */
export function checkRecord({ at, performers, venue, hall, show }: ImportRecord): Refusal[] {
  const faults: Refusal[] = []
  const check = (kind: Parameters<typeof againstContract>[0], value: unknown) => {
    const fault = againstContract(kind, value)
    if (fault) faults.push(refusal(at, [kind, fault.field].filter(Boolean).join('.'), fault.expected))
  }
  for (const performer of performers ?? []) check('performer', without(performer, 'sourceId'))
  if (venue) check('venue', without(venue, 'sourceId'))
  if (hall) check('hall', { name: hall.name })
  if (show) check('show', without(show, 'sourceId', 'performers'))
  return faults
}

const without = (value: object, ...names: string[]): object =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)))
