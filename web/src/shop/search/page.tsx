import type { EventSearchQuery } from '@foyer/contract/catalog.search'
import type { EventPage } from '@foyer/contract/catalog.views'
import { Refused } from '@foyer/contract/client'
import { useSearchParams } from 'react-router'
import { Head } from '../../document/head.tsx'
import { useMessages } from '../../i18n/context.ts'
import { usePageData, type LoadContext } from '../../page.ts'
import { Filters } from './filters.tsx'
import { searchMessages } from './messages/index.ts'
import { apiQuery, queryOfOtherDay, readSearch, type Search } from './query.ts'
import { Results } from './results.tsx'

const STRAIGHT_MAX = 5

export async function load({ api, url, signal }: LoadContext) {
  const search = readSearch(url.searchParams)
  const ask = (query: EventSearchQuery) => api.call('GET', '/v1/events', { query, signal })
  const [found, straight] = await Promise.all([
    ask({ ...apiQuery(search), facets: search.view === 'map' ? 'genre,price,map' : 'genre,price' }).catch(
      (error: unknown) => asNothing(error, search),
    ),
    search.q === ''
      ? []
      : api
          .call('GET', '/v1/suggestions', {
            query: { q: search.q.slice(0, 100), kinds: 'show,performer,venue', limit: STRAIGHT_MAX },
            signal,
          })
          .then(({ items }) => items),
  ])
  const otherDay = found === 'unknown-town' ? undefined : queryOfOtherDay(search, found)
  const soonest = otherDay === undefined ? undefined : (await ask(otherDay)).items[0]
  return {
    search,
    found,
    straight,
    otherDay: soonest === undefined ? null : { startsAt: soonest.startsAt, timeZone: soonest.timeZone },
  }
}

/** A town that is not known finds nothing, and a page that is gone is the first one's business: both are said in words. */
function asNothing(error: unknown, { near, cursor }: Search): EventPage | 'unknown-town' {
  if (!(error instanceof Refused) || error.problem.status !== 400) throw error
  if (near !== '') return 'unknown-town'
  if (cursor !== '') return { items: [], next: null, searchedFor: null, searchedWhen: null, near: null, facets: null }
  throw error
}

export function Page() {
  const m = useMessages(searchMessages)
  const { search, found, straight, otherDay } = usePageData<typeof load>()
  const [params] = useSearchParams()
  const about = [search.q, search.near, search.genre].filter((one) => one !== '').join(', ')
  return (
    <div className="frame pt-8 tablet:pt-10">
      <Head
        title={about === '' ? m.title : m.titleOf(about)}
        description={m.description}
        // Searches are endless; the plain page stands for them, and each event for itself.
        canonical="/search"
        hidden={params.size > 1}
      />
      <h1 className="title mb-6">{m.title}</h1>
      <div className="grid gap-x-12 gap-y-8 desk:grid-cols-[18rem_minmax(0,1fr)]">
        <Filters
          key={found === 'unknown-town' ? 'unknown' : 'known'}
          search={search}
          facets={found === 'unknown-town' ? null : found.facets}
        />
        <Results search={search} found={found} straight={straight} otherDay={otherDay} />
      </div>
    </div>
  )
}
