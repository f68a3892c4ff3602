/** What one types into a field, as far as a field tells. */
export interface Typing {
  readonly currentTarget: { readonly value: string }
}

/** What ties a line of a form to a field of what is typed. */
export interface Line {
  readonly name: string
  readonly value: string
  readonly fault: string | undefined
  readonly onChange: (typing: Typing) => void
}

/**
 * Ties the lines of a form to what is typed in it: `<Field label={m.city} {...line('city')} />`.
 * @param group what the form calls these fields, and a refusal does: `venue.city`
 */
export const linesOf =
  <T extends { readonly [K in keyof T]: string }>(
    group: string,
    typed: T,
    put: (changes: Partial<T>) => void,
    faults: Readonly<Record<string, string>>,
  ) =>
  (field: keyof T & string): Line => ({
    name: `${group}.${field}`,
    value: typed[field],
    fault: faults[`${group}.${field}`],
    onChange: ({ currentTarget: { value } }) => put({ [field]: value } as Partial<T>),
  })
