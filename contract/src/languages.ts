import { Type, type Static } from 'typebox'

/** Languages that people are addressed in, by their BCP 47 tags. */
export const languages = ['en', 'de', 'ja'] as const

export const Language = Type.Enum([...languages], { description: 'Language that a person is addressed in.' })
export type Language = Static<typeof Language>
