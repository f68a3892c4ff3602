import type { Suggestion } from '@foyer/contract/catalog.finding'
import { Link } from 'react-router'
import { useMessages } from '../../i18n/context.ts'
import { listingMessages } from '../listing/messages/index.ts'
import { searchMessages } from './messages/index.ts'
import { toldApart } from './told-apart.ts'

const PATHS = { show: '/shows/', performer: '/performers/', venue: '/venues/', event: '/events/', city: '' } as const

/** Pages of what was named by its beginning. */
export function Straight({ straight }: { readonly straight: readonly Suggestion[] }) {
  const m = useMessages(searchMessages)
  const { kinds } = useMessages(listingMessages)
  const besideOf = ({ kind, detail }: Suggestion): string | undefined => {
    if (kind === 'performer') return m.performer
    if (kind === 'show' && detail !== null && Object.hasOwn(kinds, detail)) return kinds[detail as keyof typeof kinds]
    return detail ?? undefined
  }
  if (straight.length === 0) return null
  return (
    <nav aria-label={m.straight} className="flex flex-wrap items-center gap-2 pb-4">
      <span className="label mr-1">{m.straight}</span>
      {toldApart(straight, besideOf).map(({ suggestion: { kind, id, name }, beside }) => (
        <Link
          key={`${kind} ${id ?? name}`}
          to={PATHS[kind] + (id ?? '')}
          className="inline-flex min-h-9 items-center rounded border border-quiet/60 px-3 text-small font-semibold no-underline hover:border-ink"
        >
          {name}
          {beside !== undefined && <span className="ml-2 font-normal text-quiet">{beside}</span>}
        </Link>
      ))}
    </nav>
  )
}
