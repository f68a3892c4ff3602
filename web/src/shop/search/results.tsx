import type { Suggestion } from '@foyer/contract/catalog.finding'
import type { EventPage } from '@foyer/contract/catalog.views'
import { Link, useNavigation, useSearchParams } from 'react-router'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { buttonLook } from '../../ui/button.tsx'
import { EventRows } from '../listing/event-rows.tsx'
import { searchMessages } from './messages/index.ts'
import { NothingFound, UnknownTown, type OtherDay } from './nothing-found.tsx'
import { searchWith, type Search } from './query.ts'
import { ResultsMap } from './results-map.tsx'
import { Straight } from './straight.tsx'

interface ResultsProps {
  readonly search: Search
  readonly found: EventPage | 'unknown-town'
  readonly straight: readonly Suggestion[]
  readonly otherDay: OtherDay | null
}

/** What was found: how many, which, and the ways on. */
export function Results({ search, found, straight, otherDay }: ResultsProps) {
  const m = useMessages(searchMessages)
  const { state } = useNavigation()
  const [params] = useSearchParams()
  if (found === 'unknown-town') return <UnknownTown search={search} />
  if (found.items.length === 0) return <NothingFound search={search} found={found} otherDay={otherDay} />
  return (
    <section aria-busy={state === 'loading'} className={state === 'loading' ? 'opacity-60' : undefined}>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2 pb-3">
        <h2 className="subheading">
          <span role="status">
            {found.facets !== null && (found.facets.complete ? m.found : m.foundMore)(found.facets.events)}
          </span>
        </h2>
        <ViewSwitch params={params} view={search.view} />
      </div>
      <Understood found={found} params={params} />
      <Straight straight={straight} />
      {search.view === 'map' ? (
        <ResultsMap pins={found.facets?.pins ?? []} />
      ) : (
        <ResultsList found={found} search={search} />
      )}
    </section>
  )
}

function ResultsList({ found, search }: { readonly found: EventPage; readonly search: Search }) {
  const m = useMessages(searchMessages)
  const [params] = useSearchParams()
  return (
    <>
      <EventRows events={found.items} />
      <p className="mt-8 flex flex-wrap gap-3">
        {found.next !== null && (
          <Link to={searchWith(params, { cursor: found.next })} className={buttonLook('plain')}>
            {m.next}
          </Link>
        )}
        {search.cursor !== '' && (
          <Link to={searchWith(params, {})} className={buttonLook('quiet')}>
            {m.first}
          </Link>
        )}
      </p>
    </>
  )
}

function ViewSwitch({ params, view }: { readonly params: URLSearchParams; readonly view: Search['view'] }) {
  const m = useMessages(searchMessages)
  const look =
    'inline-flex min-h-11 items-center px-2 no-underline decoration-signal decoration-2 underline-offset-8 aria-[current]:underline hover:underline'
  return (
    <nav aria-label={m.showAs} className="no-script-hidden -mx-2">
      {(['list', 'map'] as const).map((one) => (
        <Link
          key={one}
          to={searchWith(params, { view: one === 'map' ? 'map' : '' })}
          preventScrollReset
          aria-current={one === view ? 'true' : undefined}
          className={look}
        >
          {m[one]}
        </Link>
      ))}
    </nav>
  )
}

/** How the search was understood, where it could have been meant otherwise. */
function Understood({ found, params }: { readonly found: EventPage; readonly params: URLSearchParams }) {
  const m = useMessages(searchMessages)
  const f = useFormats()
  return (
    <>
      {found.searchedFor !== null && (
        <p className="pb-3">
          {m.searchedFor(found.searchedFor, found.searchedWhen === null ? undefined : m[found.searchedWhen])}
        </p>
      )}
      {found.near !== null && (
        <p className="pb-3 text-small text-quiet">
          {m.nearIs(f.town(found.near.place))}{' '}
          {found.near.others.length > 0 && (
            <>
              {m.orNear}{' '}
              {found.near.others.slice(0, 3).map((other) => (
                <Link key={other.id} to={searchWith(params, { near: other.label })} className="mr-3 inline-block py-1">
                  {f.town(other)}
                </Link>
              ))}
            </>
          )}
        </p>
      )}
    </>
  )
}
