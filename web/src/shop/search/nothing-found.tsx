import { Link, useSearchParams } from 'react-router'
import { useMessages } from '../../i18n/context.ts'
import { buttonLook } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { searchMessages } from './messages/index.ts'
import { searchWith, type Search } from './query.ts'

interface NothingFoundProps {
  readonly search: Search
  readonly isTownUnknown: boolean
}

/** Nothing fits: which conditions could be dropped, each a way on. */
export function NothingFound({ search, isTownUnknown }: NothingFoundProps) {
  const { nothing: m } = useMessages(searchMessages)
  const [params] = useSearchParams()
  const hasPlace = search.near !== '' || search.lat !== undefined
  const ways: [string, Record<string, string>, boolean][] = [
    [
      m.withoutDays,
      { when: '', from: '', to: '' },
      search.when !== undefined || search.from !== '' || search.to !== '',
    ],
    [m.further, { radiusKm: '250' }, hasPlace && !isTownUnknown && search.radiusKm < 250],
    [m.withoutPlace, { near: '', lat: '', lng: '', radiusKm: '' }, hasPlace],
    [m.withoutGenre, { genre: '' }, search.genre !== ''],
    [m.withoutPrice, { max: '', currency: '' }, search.max !== undefined || search.currency !== ''],
  ]
  return (
    <EmptyState title={m.title} text={isTownUnknown ? m.unknownTown(search.near) : m.text}>
      {ways
        .filter(([, , applies]) => applies)
        .map(([label, changes]) => (
          // The fields are filled in anew, so the page is too.
          <Link key={label} to={searchWith(params, changes)} reloadDocument className={buttonLook('plain')}>
            {label}
          </Link>
        ))}
    </EmptyState>
  )
}
