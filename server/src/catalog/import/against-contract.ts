import { Manifest } from '@foyer/contract'
import { HallInput, PerformerInput, ShowInput, VenueInput } from '@foyer/contract/catalog.schemas'
import { Ajv, type ValidateFunction } from 'ajv'
import { fieldErrors } from '../../platform/http/expectations.ts'

const ajv = new Ajv({ strict: false })

/** What the contract has a schema for, of all that an import writes. */
const schemas = {
  manifest: ajv.compile(Manifest),
  hall: ajv.compile(HallInput),
  performer: ajv.compile(PerformerInput),
  show: ajv.compile(ShowInput),
  venue: ajv.compile(VenueInput),
} satisfies Record<string, ValidateFunction>

/** The first thing that the contract says against a value: where, and what was expected there. */
export function againstContract(
  kind: keyof typeof schemas,
  value: unknown,
): { readonly field: string; readonly expected: string } | undefined {
  const validate: ValidateFunction = schemas[kind]
  if (validate(value)) return undefined
  const [fault] = fieldErrors((validate.errors ?? []) as Parameters<typeof fieldErrors>[0], '')
  return { field: fault?.field.replace(/^\./, '') ?? '', expected: fault?.expected ?? 'another value' }
}
