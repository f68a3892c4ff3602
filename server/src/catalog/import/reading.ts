/** Where a record stands in its file. */
export interface At {
  /** Counted from 1, as a person counts; 0 is the file as a whole. */
  readonly row: number
  /** Path within the document, e.g. `matches[16]`. */
  readonly path: string
}

/** What was not taken, and why. */
export interface Refusal extends At {
  readonly field: string
  readonly reason: string
  /** What stood there, shortened. */
  readonly value?: string
}

const VALUE_SHOWN_MAX = 80
const TEXT_MAX = 2_000
const COORDINATE_MAX = 100_000
/** Of one record; it is not taken anyway. */
const REFUSALS_MAX = 100

/**
 * Reads the fields of one record of unknown shape. Whatever is not as expected is noted as a refusal and answered by an
 * empty stand-in, so that one reading finds all that is wrong; a record with refusals is not taken.
 */
export class Reading {
  readonly at: At
  readonly refusals: Refusal[]
  /** What was taken and looks wrong: for a person to see. */
  readonly flags: Refusal[]
  readonly #fields: Readonly<Record<string, unknown>>
  readonly #prefix: string

  constructor(value: unknown, at: At, within?: { refusals: Refusal[]; flags: Refusal[]; prefix: string }) {
    this.at = at
    this.refusals = within?.refusals ?? []
    this.flags = within?.flags ?? []
    this.#prefix = within?.prefix ?? ''
    this.#fields = isRecord(value) ? value : {}
    if (!isRecord(value)) this.refusals.push(refusal(at, this.#prefix.slice(0, -1), 'an object was expected', value))
  }

  refuse(field: string, reason: string, value?: unknown): void {
    if (this.refusals.length < REFUSALS_MAX) this.refusals.push(refusal(this.at, this.#prefix + field, reason, value))
  }

  flag(field: string, reason: string, value?: unknown): void {
    if (this.flags.length < REFUSALS_MAX) this.flags.push(refusal(this.at, this.#prefix + field, reason, value))
  }

  /** The record as it stands. */
  get value(): Readonly<Record<string, unknown>> {
    return this.#fields
  }

  has(field: string): boolean {
    return this.raw(field) !== undefined && this.raw(field) !== null
  }

  /** What stands in a field, whatever it is. */
  raw(field: string): unknown {
    return Object.hasOwn(this.#fields, field) ? this.#fields[field] : undefined
  }

  /** Text on one line, without spaces around it and with single spaces in it. */
  text(field: string): string {
    const text = cleanText(this.raw(field))
    if (text === '') this.refuse(field, this.has(field) ? 'text was expected' : 'it is missing', this.raw(field))
    if (text.includes(LOST)) {
      this.refuse(field, 'text in UTF-8 was expected: some of its bytes are none', text)
      return ''
    }
    if (readAsLatin1(text)) this.flag(field, 'it looks like UTF-8 that was read as Latin-1', text)
    return text
  }

  optionalText(field: string): string | undefined {
    return this.has(field) && this.raw(field) !== '' ? this.text(field) : undefined
  }

  number(field: string, min: number, max: number): number {
    const value = this.raw(field)
    if (typeof value === 'number' && value >= min && value <= max) return value
    this.refuse(field, this.has(field) ? `a number from ${min} to ${max} was expected` : 'it is missing', value)
    return Number.NaN
  }

  integer(field: string, min: number, max: number): number {
    const value = this.number(field, min, max)
    if (Number.isNaN(value) || Number.isInteger(value)) return value
    this.refuse(field, 'a whole number was expected', value)
    return Number.NaN
  }

  optionalNumber(field: string, min: number, max: number): number | undefined {
    return this.has(field) ? this.number(field, min, max) : undefined
  }

  list(field: string): readonly unknown[] {
    const value = this.raw(field)
    if (Array.isArray(value)) return value
    this.refuse(field, this.has(field) ? 'a list was expected' : 'it is missing', value)
    return []
  }

  /** A list of texts; what is no text in it is refused. */
  texts(field: string): string[] {
    return this.list(field).flatMap((value, index) => {
      const text = cleanText(value)
      if (text === '') this.refuse(`${field}[${index}]`, 'text was expected', value)
      return text === '' ? [] : [text]
    })
  }

  keys(): readonly string[] {
    return Object.keys(this.#fields)
  }

  /** A point `{ x, y }` in a field. */
  point(field: string): [number, number] {
    return this.object(field).xy()
  }

  /** This record as a point. */
  xy(): [number, number] {
    const [x, y] = [
      this.number('x', -COORDINATE_MAX, COORDINATE_MAX),
      this.number('y', -COORDINATE_MAX, COORDINATE_MAX),
    ]
    return [x, y]
  }

  /** A record of the list in a field; its refusals are noted here, under its name and index. */
  item(field: string, index: number): Reading {
    const list = this.raw(field)
    const value: unknown = Array.isArray(list) ? list[index] : undefined
    return new Reading(value, this.at, {
      refusals: this.refusals,
      flags: this.flags,
      prefix: `${this.#prefix}${field}[${index}].`,
    })
  }

  /** Lets another reading note what it refuses and flags here, under a name. */
  within(prefix: string): { refusals: Refusal[]; flags: Refusal[]; prefix: string } {
    return { refusals: this.refusals, flags: this.flags, prefix: this.#prefix + prefix }
  }

  /** The record in a field; its refusals are noted here, under its name. */
  object(field: string): Reading {
    return new Reading(this.raw(field), this.at, {
      refusals: this.refusals,
      flags: this.flags,
      prefix: `${this.#prefix}${field}.`,
    })
  }
}

export const refusal = (at: At, field: string, reason: string, value?: unknown): Refusal => ({
  row: at.row,
  path: at.path,
  field,
  reason,
  ...(value === undefined ? {} : { value: shown(value) }),
})

/** What a decoder writes for bytes that are no text. */
const LOST = '\ufffd'

/** Letters with accents that are really the bytes of others: `CafÃ©`. Told by whether it decodes to something shorter. */
export function readAsLatin1(text: string): boolean {
  if (!/[\u00c2-\u00f4][\u0080-\u00bf]/.test(text) || /[\u0100-\uffff]/.test(text)) return false
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1')).length < text.length
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A text or a number as text; empty for anything else. */
export const scalarText = (value: unknown): string => (typeof value === 'number' ? String(value) : cleanText(value))

/** Line breaks and tabs that got into a name become single spaces. Empty for what is no text, too long, or half a character. */
export function cleanText(value: unknown): string {
  if (typeof value !== 'string' || value.length > TEXT_MAX || !value.isWellFormed()) return ''
  return value.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim()
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (isRecord(value)) return 'an object'
  const text = String(value).toWellFormed()
  return text.length > VALUE_SHOWN_MAX ? `${shorten(text, VALUE_SHOWN_MAX - 1)}…` : text
}

/** At most so many characters, never half of one. */
export const shorten = (text: string, max: number): string => text.slice(0, max).replace(/[\uD800-\uDBFF]$/, '')
