import { Link, useSearchParams } from 'react-router'
import { useApi } from '../api/context.ts'
import { Head } from '../document/head.tsx'
import { useMessages } from '../i18n/context.ts'
import { NotHad } from '../shop/session/not-had.tsx'
import { ShowMore } from '../shop/session/show-more.tsx'
import { usePaged } from '../shop/session/use-paged.ts'
import { buttonLook } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { EventRow } from './event-row.tsx'
import { HouseTabs } from './house-tabs.tsx'
import { organizerMessages } from './messages/index.ts'
import { OrganisersOnly } from './organisers-only.tsx'
import { SearchForm } from './search-form.tsx'

const PAGE_SIZE = 20

/** The events of an organiser: those to come, the next first, or those that are over. */
export function Page() {
  const m = useMessages(organizerMessages)
  return (
    <div className="frame arriving py-8 tablet:py-14">
      <Head title={m.title} hidden />
      <h1 className="title">{m.title}</h1>
      <OrganisersOnly>{() => <Events />}</OrganisersOnly>
    </div>
  )
}

/** What is shown stands in the address, so that it can be kept and sent. */
function useWanted() {
  const [search, setSearch] = useSearchParams()
  const when = search.get('when') === 'past' ? ('past' as const) : ('upcoming' as const)
  const keyword = (search.get('q') ?? '').trim()
  const show = (next: { when: typeof when }) =>
    setSearch({ ...(next.when === 'past' ? { when: 'past' } : {}), ...(keyword === '' ? {} : { q: keyword }) })
  return { when, keyword, show }
}

function Events() {
  const m = useMessages(organizerMessages)
  const api = useApi()
  const { when, keyword, show } = useWanted()
  const query = { when, limit: PAGE_SIZE, ...(keyword === '' ? {} : { keyword }) }
  const paged = usePaged(`events ${when} ${keyword}`, (after, signal) =>
    api.call('GET', '/v1/me/events', { query: { ...query, ...after }, ...(signal && { signal }) }),
  )
  const { list: events } = paged
  return (
    <>
      <HouseTabs />
      <div className="mt-6 flex flex-wrap items-center justify-between gap-x-8 gap-y-4">
        <p className="lead text-quiet">{m.lead}</p>
        <Link to="/organise/events/new" className={buttonLook('main')}>
          {m.toNew}
        </Link>
      </div>
      <div className="mt-8 flex flex-wrap items-end gap-x-8 gap-y-4">
        <Segmented
          legend={m.which.legend}
          name="which"
          value={when}
          onChoose={(chosen) => show({ when: chosen })}
          options={[
            { value: 'upcoming', label: m.which.upcoming },
            { value: 'past', label: m.which.past },
          ]}
        />
        <SearchForm label={m.search.label} keyword={keyword}>
          {when === 'past' && <input type="hidden" name="when" value="past" />}
        </SearchForm>
      </div>
      {events.state !== 'ready' ? (
        <NotHad fetched={events} />
      ) : events.value.items.length === 0 ? (
        <div className="mt-8">
          <NoEvents kind={keyword !== '' ? 'nothingFound' : when === 'past' ? 'noneOver' : 'none'} />
        </div>
      ) : (
        <>
          <ul className="mt-8 border-b border-line">
            {events.value.items.map((event) => (
              <EventRow key={event.id} event={event} />
            ))}
          </ul>
          <ShowMore paged={paged} words={m.more} />
        </>
      )}
    </>
  )
}

function NoEvents({ kind }: { readonly kind: 'none' | 'noneOver' | 'nothingFound' }) {
  const m = useMessages(organizerMessages)
  return (
    <EmptyState title={m[kind].title} text={m[kind].text}>
      {kind === 'none' && (
        <>
          <Link to="/organise/events/new" className={buttonLook('main')}>
            {m.toNew}
          </Link>
          <a href="/docs/" className={buttonLook('plain')}>
            {m.none.start}
          </a>
        </>
      )}
    </EmptyState>
  )
}
