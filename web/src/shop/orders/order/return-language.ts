import { useEffect } from 'react'
import { useLanguage } from '../../../i18n/context.ts'
import { LANGUAGES, prefixOf, readAddress } from '../../../i18n/languages.ts'

const KEY = 'language of payment'

/** The provider's page knows one address to come back to: the language in which somebody left is kept for the way back. */
export function keepReturnLanguage(language: string): void {
  try {
    sessionStorage.setItem(KEY, language)
  } catch {
    // Storage may be forbidden: then the way back is in English.
  }
}

/** Shows the page to which somebody came back in the language in which they left; once. */
export function useReturnLanguage(): void {
  const current = useLanguage()
  useEffect(() => {
    const kept = takeLanguage()
    const language = LANGUAGES.find((one) => one === kept)
    if (language === undefined || language === current) return
    location.replace(prefixOf(language) + readAddress(location.pathname).path)
  }, [current])
}

function takeLanguage(): string | null {
  try {
    const kept = sessionStorage.getItem(KEY)
    sessionStorage.removeItem(KEY)
    return kept
  } catch {
    return null
  }
}
