import { Refusal, type Source } from './refusal.ts'

const TYPES = ['keyword', 'text', 'date', 'long', 'geo_point', 'boolean'] as const
type Type = (typeof TYPES)[number]
export type Mappings = ReadonlyMap<string, Type>

/** Keywords that are longer than this are refused by Lucene. */
const KEYWORD_BYTES_MAX = 32_766

/** The mappings of a new index: strict ones of known types, since no others are asked for. */
export function readMappings(mappings: unknown): Mappings {
  const { dynamic, properties } = (mappings ?? {}) as {
    dynamic?: unknown
    properties?: Record<string, { type?: string; analyzer?: string }>
  }
  if (dynamic !== 'strict' || properties === undefined)
    throw new Refusal(400, 'mapper_parsing_exception', 'this stand-in plays strict mappings only')
  return new Map(
    Object.entries(properties).map(([field, { type, analyzer }]) => {
      const known = TYPES.find((one) => one === type)
      if (known === undefined)
        throw new Refusal(
          400,
          'mapper_parsing_exception',
          `No handler for type [${type ?? ''}] declared on field [${field}]`,
        )
      if (analyzer !== undefined && (known !== 'text' || analyzer !== 'whitespace'))
        throw new Refusal(400, 'mapper_parsing_exception', `analyzer [${analyzer}] is not played for field [${field}]`)
      return [field, known]
    }),
  )
}

/** @throws Refusal for a field that is not mapped, or a value that its type does not take. */
export function checkDocument(mappings: Mappings, source: Source): void {
  for (const [field, value] of Object.entries(source)) {
    const type = mappings.get(field)
    if (type === undefined)
      throw new Refusal(
        400,
        'strict_dynamic_mapping_exception',
        `mapping set to strict, dynamic introduction of [${field}] within [_doc] is not allowed`,
      )
    for (const one of [value].flat()) if (one !== null && !takes[type](one)) throw unfit(field, type)
  }
}

const unfit = (field: string, type: Type) =>
  new Refusal(400, 'mapper_parsing_exception', `failed to parse field [${field}] of type [${type}]`)

const takes: Readonly<Record<Type, (value: unknown) => boolean>> = {
  keyword: (value) => typeof value === 'string' && Buffer.byteLength(value) <= KEYWORD_BYTES_MAX,
  text: (value) => typeof value === 'string',
  date: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  long: (value) => typeof value === 'number' && Number.isSafeInteger(value),
  boolean: (value) => typeof value === 'boolean',
  geo_point(value) {
    const { lat, lon } = (value ?? {}) as { lat?: unknown; lon?: unknown }
    return typeof lat === 'number' && typeof lon === 'number' && Math.abs(lat) <= 90 && Math.abs(lon) <= 180
  },
}
