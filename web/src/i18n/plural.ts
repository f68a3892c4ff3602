import type { Language } from './languages.ts'

/** The forms of a counted thing; languages use those that they have. */
export interface Forms {
  readonly one?: string
  readonly other: string
}

/** Chooses the form for a number, by the rules of a language. `#` in it becomes the number as the language writes it. */
export function pluralIn(language: Language): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language)
  const numbers = new Intl.NumberFormat(language)
  return (count, forms) => {
    const form = rules.select(count) === 'one' ? (forms.one ?? forms.other) : forms.other
    return form.replaceAll('#', numbers.format(count))
  }
}
