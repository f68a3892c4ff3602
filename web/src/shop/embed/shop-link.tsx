import type { ReactNode } from 'react'
import { useSite } from '../../document/site.ts'
import { useLanguage, useMessages } from '../../i18n/context.ts'
import { prefixOf } from '../../i18n/languages.ts'
import { embedMessages } from './messages/index.ts'

interface ShopLinkProps {
  /** Path in the shop, without the prefix of a language. */
  readonly to: string
  readonly className?: string
  readonly children: ReactNode
}

/** Leads out of the frame: a purchase is made where the address says whose page it is. */
export function ShopLink({ to, className, children }: ShopLinkProps) {
  const m = useMessages(embedMessages)
  const { publicUrl } = useSite()
  const prefix = prefixOf(useLanguage())
  return (
    <a href={publicUrl + (prefix + (to === '/' ? '' : to) || '/')} target="_blank" rel="noopener" className={className}>
      {children}
      <span className="sr-only"> {m.newTab}</span>
    </a>
  )
}
