/** What can be wrong with a form before it is sent. */
export type Lack = 'needed' | 'choose' | 'time' | 'number' | 'doors' | 'point'

/** What is lacking, by the field of the form; nothing when it can be sent. */
export type Lacks = Readonly<Record<string, Lack>>

/** Those of these fields that are empty. */
export const emptyOf = <T extends { readonly [K in keyof T]: string }>(
  group: string,
  typed: T,
  fields: readonly (keyof T & string)[],
): Lacks =>
  Object.fromEntries(
    fields.flatMap((field) => (typed[field].trim() === '' ? [[`${group}.${field}`, 'needed' as const]] : [])),
  )

/** A whole number, or nothing where that is allowed. */
export const isWhole = (text: string, mayBeEmpty: boolean): boolean =>
  text.trim() === '' ? mayBeEmpty : Number.isInteger(Number(text))

/** What stands in a field as the API takes it: null for nothing. */
export const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())
