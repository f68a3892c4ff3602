import { StrictMode, type ReactNode } from 'react'
import type { Api } from '../api/api.ts'
import { ApiContext } from '../api/context.ts'
import { LanguageContext } from '../i18n/context.ts'
import type { Language } from '../i18n/languages.ts'
import { NowContext } from '../i18n/now.ts'
import { SiteContext, type Site } from './site.ts'

interface AppProps {
  readonly api: Api
  readonly language: Language
  readonly site: Site
  readonly now: Date
  readonly children: ReactNode
}

/** What stands around the router, on the server and in the browser alike. */
export const App = ({ api, language, site, now, children }: AppProps) => (
  <StrictMode>
    <ApiContext value={api}>
      <SiteContext value={site}>
        <NowContext value={now}>
          <LanguageContext value={language}>{children}</LanguageContext>
        </NowContext>
      </SiteContext>
    </ApiContext>
  </StrictMode>
)
