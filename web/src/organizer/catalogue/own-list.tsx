import { Link, useSearchParams } from 'react-router'
import { Head } from '../../document/head.tsx'
import { useMessages } from '../../i18n/context.ts'
import { NotHad } from '../../shop/session/not-had.tsx'
import { ShowMore } from '../../shop/session/show-more.tsx'
import { usePaged, type PageOf } from '../../shop/session/use-paged.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { HouseTabs } from '../house-tabs.tsx'
import { OrganisersOnly } from '../organisers-only.tsx'
import { SearchForm } from '../search-form.tsx'
import type { ListMessages } from './messages/en.ts'
import { catalogueMessages } from './messages/index.ts'

const PAGE_SIZE = 20

interface Wanted {
  readonly limit: number
  readonly name?: string
  readonly cursor?: string
}

interface Row {
  readonly id: string
  readonly to: string
  readonly name: string
  readonly detail: string
}

interface OwnListProps<T> {
  readonly words: ListMessages
  readonly ask: (wanted: Wanted, signal?: AbortSignal) => Promise<PageOf<T>>
  readonly rowOf: (item: T) => Row
}

/** What an organiser has added to the catalogue of one kind, by name, each the way to its own page. */
export function OwnList<T>(props: OwnListProps<T>) {
  const { words } = props
  return (
    <div className="frame arriving py-8 tablet:py-14">
      <Head title={words.title} hidden />
      <h1 className="title">{words.title}</h1>
      <OrganisersOnly>
        {() => (
          <>
            <HouseTabs />
            <Rows {...props} />
          </>
        )}
      </OrganisersOnly>
    </div>
  )
}

function Rows<T>({ words, ask, rowOf }: OwnListProps<T>) {
  const { more } = useMessages(catalogueMessages)
  const [search] = useSearchParams()
  const keyword = (search.get('q') ?? '').trim()
  const named = { limit: PAGE_SIZE, ...(keyword === '' ? {} : { name: keyword }) }
  const paged = usePaged(`${words.title} ${keyword}`, (after, signal) => ask({ ...named, ...after }, signal))
  const { list } = paged
  return (
    <>
      <p className="lead mt-6 text-quiet">{words.lead}</p>
      <div className="mt-6 flex">
        <SearchForm label={words.search} keyword={keyword} />
      </div>
      {list.state !== 'ready' ? (
        <NotHad fetched={list} />
      ) : list.value.items.length === 0 ? (
        <div className="mt-8">
          <EmptyState {...(keyword === '' ? words.none : words.nothingFound)} />
        </div>
      ) : (
        <ul className="mt-8 divide-y divide-line border-y border-line">
          {list.value.items.map(rowOf).map(({ id, to, name, detail }) => (
            <li key={id} className="py-4">
              <h2 className="subheading">
                <Link to={to} className="inline-block py-1">
                  {name}
                </Link>
              </h2>
              <p className="text-small text-quiet">{detail}</p>
            </li>
          ))}
        </ul>
      )}
      <ShowMore paged={paged} words={more} />
    </>
  )
}
