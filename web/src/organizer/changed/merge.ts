export interface Merged<T> {
  /** What the form goes on with: what one typed, and of the rest what others have made of it. */
  readonly typed: T
  /** What others changed to something else than stands in the form, in the order of the form. */
  readonly changed: readonly { readonly field: keyof T & string; readonly isKept: boolean }[]
}

type Texts<T> = { readonly [K in keyof T]: string }

/**
 * Brings together what one typed and what somebody else has saved meanwhile.
 * @param base the form as it was filled
 * @param typed the form as it stands
 * @param now the form as it would be filled now
 */
export function mergeTyped<T extends Texts<T>>(base: T, typed: T, now: T): Merged<T> {
  const fields = Object.keys(now) as (keyof T & string)[]
  const isTouched = (field: keyof T) => typed[field] !== base[field]
  const mine = Object.fromEntries(fields.filter(isTouched).map((field) => [field, typed[field]]))
  return {
    typed: { ...now, ...mine },
    changed: fields
      .filter((field) => now[field] !== base[field] && now[field] !== typed[field])
      .map((field) => ({ field, isKept: isTouched(field) })),
  }
}
