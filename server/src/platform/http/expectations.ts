import { LINE, PROSE } from '@foyer/contract'
import type { FastifySchemaValidationError } from 'fastify'
import type { FieldError } from './problem.ts'

type Params = FastifySchemaValidationError['params']

/** What a field is expected to be, by the keyword of the schema that it breaks, so that it can be read behind "needed:". */
const WORDS: Readonly<Record<string, (params: Params) => string>> = {
  required: () => 'it is required',
  additionalProperties: () => 'no such field here',
  enum: ({ allowedValues }) =>
    `one of ${Array.isArray(allowedValues) ? allowedValues.join(', ') : String(allowedValues)}`,
  const: ({ allowedValue }) => JSON.stringify(allowedValue),
  type: ({ type }) => TYPES[String(type)] ?? String(type),
  minLength: ({ limit }) => (limit === 1 ? 'not nothing' : `${String(limit)} characters at least`),
  maxLength: ({ limit }) => `${String(limit)} characters at most`,
  minimum: ({ limit }) => `${String(limit)} at least`,
  maximum: ({ limit }) => `${String(limit)} at most`,
  exclusiveMinimum: ({ limit }) => `more than ${String(limit)}`,
  exclusiveMaximum: ({ limit }) => `less than ${String(limit)}`,
  minItems: ({ limit }) => `${String(limit)} in the list at least`,
  maxItems: ({ limit }) => `${String(limit)} in the list at most`,
  uniqueItems: () => 'each in the list once',
  minProperties: ({ limit }) => `${String(limit)} field${limit === 1 ? '' : 's'} at least`,
  format: ({ format }) => FORMATS[String(format)] ?? String(format),
  pattern: ({ pattern }) => PATTERNS.get(String(pattern)) ?? `text that fits ${String(pattern)}`,
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'nothing',
}

const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'a UUID in lower case',
  date: 'a day such as 2035-05-04',
  'date-time': 'a moment such as 2035-05-04T18:00:00Z',
  email: 'an e-mail address',
}

const PATTERNS: ReadonlyMap<string, string> = new Map([
  ['^[A-Z]{2}$', 'a country by its two letters, such as DE'],
  ['^[A-Z]{3}$', 'a currency by its three letters, such as EUR'],
  [LINE, 'a text on one line'],
  [PROSE, 'a text without control characters'],
  [String.raw`^https://[^\s\p{Cc}\p{Cs}]+$`, 'an address that begins with https://'],
])

/** The field that an error is about: the one that is missing or too many, else the one it was found at. */
function fieldOf({ keyword, instancePath, params }: FastifySchemaValidationError, part: string): string {
  const path = part + instancePath.replaceAll(/\/(\d+)/g, '[$1]').replaceAll('/', '.')
  if (keyword === 'required') return `${path}.${String(params['missingProperty'])}`
  if (keyword === 'additionalProperties') return `${path}.${String(params['additionalProperty'])}`
  return path
}

/**
 * What a validator found, field by field, each once. Of a field that may be one thing or another every way is told, but
 * that it may be nothing: whoever gave something meant something.
 * @param part of the request: body, query, params
 */
export function fieldErrors(errors: readonly FastifySchemaValidationError[], part: string): FieldError[] {
  const told = new Map<string, Set<string>>()
  const isSummary = ({ keyword, params }: FastifySchemaValidationError) =>
    keyword === 'anyOf' || keyword === 'oneOf' || (keyword === 'type' && params['type'] === 'null')
  const plain = errors.filter((error) => !isSummary(error))
  for (const error of plain.length > 0 ? plain : errors) {
    const field = fieldOf(error, part)
    const words = WORDS[error.keyword]?.(error.params) ?? error.message ?? 'another value'
    told.set(field, (told.get(field) ?? new Set()).add(words))
  }
  return [...told].map(([field, ways]) => ({ field, expected: [...ways].join(', or ') }))
}
