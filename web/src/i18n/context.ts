import { createContext, use } from 'react'
import { formatsOf, type Formats } from './format.ts'
import { DEFAULT_LANGUAGE, type Language } from './languages.ts'
import type { MessageSet } from './messages.ts'

/** The language that the page is in. */
export const LanguageContext = createContext<Language>(DEFAULT_LANGUAGE)

export const useLanguage = (): Language => use(LanguageContext)

/** The messages of an area in the language of the page. */
export const useMessages = <M extends object>(set: MessageSet<M>): M => set.in(useLanguage())

/** How the language of the page writes prices, dates and times. */
export const useFormats = (): Formats => formatsOf(useLanguage())
