import { useEffect } from 'react'
import { Outlet, useSearchParams } from 'react-router'
import { useMessages } from '../../i18n/context.ts'
import { embedMessages } from './messages/index.ts'
import { ShopLink } from './shop-link.tsx'
import { useEmbedded } from './use-embedded.ts'

/** What stands around a page inside somebody else's: nothing but where it comes from. */
export function EmbedLayout() {
  const m = useMessages(embedMessages)
  const theme = useSearchParams()[0].get('theme')
  useEmbedded()
  useEffect(() => {
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme
  }, [theme])
  return (
    <div className="page p-4 tablet:p-6">
      <main>
        <Outlet />
      </main>
      <p className="mt-4 text-small text-quiet">
        {m.by} <ShopLink to="/">Foyer</ShopLink>
      </p>
    </div>
  )
}
