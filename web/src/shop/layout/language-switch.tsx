import { useLocation } from 'react-router'
import { useLanguage, useMessages } from '../../i18n/context.ts'
import { LANGUAGE_NAMES, LANGUAGES, prefixOf } from '../../i18n/languages.ts'
import { layoutMessages } from './messages/index.ts'

/** This very page in the other languages: each has its own address. */
export function LanguageSwitch() {
  const m = useMessages(layoutMessages)
  const current = useLanguage()
  const { pathname, search } = useLocation()
  return (
    <nav aria-label={m.language}>
      <p className="label">{m.language}</p>
      <ul className="-mx-2 flex">
        {LANGUAGES.map((language) => (
          <li key={language}>
            <a
              href={(prefixOf(language) + (pathname === '/' ? '' : pathname) || '/') + search}
              hrefLang={language}
              lang={language}
              aria-current={language === current ? 'true' : undefined}
              className="inline-flex min-h-11 items-center px-2 no-underline decoration-signal decoration-2 underline-offset-4 hover:underline aria-[current]:underline"
            >
              {LANGUAGE_NAMES[language]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
