import { SEPARATORS, type Separator } from '@foyer/contract/csv-text'

/** What a listing in a CSV file may say; each is a column of that name unless a mapping says otherwise. */
export const CSV_FIELDS = [
  'id',
  'title',
  'kind',
  'genres',
  'description',
  'start',
  'date',
  'time',
  'end',
  'doors',
  'on_sale',
  'off_sale',
  'status',
  'venue_id',
  'venue',
  'street',
  'city',
  'state',
  'country',
  'postal_code',
  'latitude',
  'longitude',
  'time_zone',
  'performers',
  'currency',
  'price',
  'fees',
  'capacity',
] as const
export type CsvField = (typeof CSV_FIELDS)[number]

/** Which column means what: `{"columns": {"title": "Event name"}, "constants": {"country": "GB"}, "dateOrder": "dmy"}`. */
export interface CsvMapping {
  readonly columns?: Readonly<Partial<Record<CsvField, string>>>
  /** What is the same in every row. */
  readonly constants?: Readonly<Partial<Record<CsvField, string>>>
  /** How days are written with slashes, dots or dashes; as 2027-03-01 unless said. */
  readonly dateOrder?: 'ymd' | 'dmy' | 'mdy'
  /** As the header of the file shows unless said. */
  readonly delimiter?: Separator
}

/** Reads a mapping; or says in a plain sentence what is wrong with it. */
export function readMapping(value: unknown): { readonly mapping: CsvMapping } | { readonly wrong: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { wrong: 'a mapping is a JSON object' }
  const { columns = {}, constants = {}, dateOrder = 'ymd', delimiter, ...others } = value as Record<string, unknown>
  const [stray] = Object.keys(others)
  if (stray !== undefined) return { wrong: `a mapping has no "${stray}"` }
  for (const [name, part] of Object.entries({ columns, constants })) {
    if (typeof part !== 'object' || part === null) return { wrong: `"${name}" of a mapping is an object of texts` }
    for (const [field, text] of Object.entries(part)) {
      if (!CSV_FIELDS.some((known) => known === field))
        return { wrong: `"${name}.${field}": a listing has ${CSV_FIELDS.join(', ')}` }
      if (typeof text !== 'string') return { wrong: `"${name}.${field}" is a text` }
    }
  }
  if (dateOrder !== 'ymd' && dateOrder !== 'dmy' && dateOrder !== 'mdy')
    return { wrong: '"dateOrder" is ymd, dmy or mdy' }
  const separator = SEPARATORS.find((one) => one === delimiter)
  if (delimiter !== undefined && separator === undefined)
    return { wrong: '"delimiter" is a comma, a semicolon, a tab or a bar' }
  const texts = (part: object) => part as Readonly<Partial<Record<CsvField, string>>>
  return {
    mapping: {
      columns: texts(Object(columns)),
      constants: texts(Object(constants)),
      dateOrder,
      ...(separator === undefined ? {} : { delimiter: separator }),
    },
  }
}
