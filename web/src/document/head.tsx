import { useLocation } from 'react-router'
import { useLanguage, useMessages } from '../i18n/context.ts'
import { DEFAULT_LANGUAGE, LANGUAGES, prefixOf } from '../i18n/languages.ts'
import { layoutMessages } from '../shop/layout/messages/index.ts'
import { useSite } from './site.ts'

interface HeadProps {
  readonly title: string
  /** The house's own sentence unless said. */
  readonly description?: string
  /** Kept out of search engines: what is personal, or endless. */
  readonly hidden?: boolean
  /** Path and query that stand for this page; its own path unless said. */
  readonly canonical?: string
  /** Path of a picture of the page, for those who are sent its address. */
  readonly image?: string
  /** The same in schema.org's words. */
  readonly structured?: object
}

/** What a page says of itself to search engines, and to those who are sent its address. */
export function Head({ title, description: own, hidden = false, canonical, image, structured }: HeadProps) {
  const { publicUrl } = useSite()
  const language = useLanguage()
  const { footer } = useMessages(layoutMessages)
  const description = own ?? footer.promise
  const { pathname } = useLocation()
  const path = canonical ?? pathname
  const addressIn = (one: typeof language) => publicUrl + (prefixOf(one) + (path === '/' ? '' : path) || '/')
  return (
    <>
      <title>{`${title} · Foyer`}</title>
      <meta name="description" content={description} />
      {hidden ? (
        <meta name="robots" content="noindex" />
      ) : (
        <>
          <link rel="canonical" href={addressIn(language)} />
          {LANGUAGES.map((one) => (
            <link key={one} rel="alternate" hrefLang={one} href={addressIn(one)} />
          ))}
          <link rel="alternate" hrefLang="x-default" href={addressIn(DEFAULT_LANGUAGE)} />
        </>
      )}
      <meta property="og:site_name" content="Foyer" />
      <meta property="og:type" content="website" />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={addressIn(language)} />
      <meta property="og:locale" content={language} />
      {image !== undefined && <meta property="og:image" content={publicUrl + image} />}
      <meta name="twitter:card" content="summary_large_image" />
      {structured !== undefined && (
        <script
          type="application/ld+json"
          // JSON that cannot end the element it stands in; it is not run.
          dangerouslySetInnerHTML={{ __html: JSON.stringify(structured).replaceAll('<', String.raw`\u003c`) }}
        />
      )}
    </>
  )
}
