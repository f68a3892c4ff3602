/** What one types into a field, as far as a field tells. */
interface Typing {
  readonly currentTarget: { readonly value: string }
}

/** What ties a line of a form to a field of what is typed. */
export interface Line {
  readonly name: string
  readonly value: string
  readonly fault: string | undefined
  readonly onChange: (typing: Typing) => void
}

type Texts<T> = { readonly [K in keyof T]: string }

/**
 * Ties the lines of a form to what is typed in it: `<Field label={m.city} {...line('city')} />`.
 * @param faults what is wrong, by the names of the fields
 * @param group what the form calls these fields, and a refusal does: with `venue` they are `venue.city`
 */
export const linesOf =
  <T extends Texts<T>>(
    typed: T,
    put: (changes: Partial<T>) => void,
    faults: Readonly<Record<string, string>>,
    group?: string,
  ) =>
  (field: keyof T & string): Line => {
    const name = group === undefined ? field : `${group}.${field}`
    return {
      name,
      value: typed[field],
      fault: faults[name],
      onChange: ({ currentTarget: { value } }) => put({ [field]: value } as Partial<T>),
    }
  }
