/** The languages of the pages. The first has no prefix in the address; the others do: `/de/events/…`. */
export const LANGUAGES = ['en', 'de', 'ja'] as const
export type Language = (typeof LANGUAGES)[number]

export const DEFAULT_LANGUAGE: Language = 'en'

/** How each language writes dates and numbers; English as most of the world does. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE', ja: 'ja-JP' }

/** What each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch', ja: '日本語' }

/** What addresses of a language begin with: nothing, or `/de`. */
export const prefixOf = (language: Language): string => (language === DEFAULT_LANGUAGE ? '' : `/${language}`)

/** Which language an address is in, and the address without its prefix. */
export function readAddress(path: string): { readonly language: Language; readonly path: string } {
  const [, first = ''] = path.split('/', 2)
  const language = LANGUAGES.find((one) => one === first && one !== DEFAULT_LANGUAGE)
  return language === undefined
    ? { language: DEFAULT_LANGUAGE, path }
    : { language, path: path.slice(first.length + 1) || '/' }
}
