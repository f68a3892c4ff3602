import type { EventSummary } from '@foyer/contract/catalog.views'
import { Link } from 'react-router'
import { Head } from '../../document/head.tsx'
import { useMessages } from '../../i18n/context.ts'
import { usePageData, type LoadContext } from '../../page.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { byShow } from '../listing/by-show.ts'
import { listingMessages } from '../listing/messages/index.ts'
import { PosterWall } from '../listing/poster-wall.tsx'
import { Finder } from './finder.tsx'
import { homeMessages } from './messages/index.ts'

/** Kinds that take turns on the wall; films have theirs. */
const KINDS = ['concert', 'classical', 'theatre', 'sport', 'comedy'] as const
const INDEX = ['concert', 'classical', 'theatre', 'sport', 'comedy', 'film', 'festival', 'family'] as const
const WALL = 12
const FILMS = 6
/** Of each kind, so that a show that is on every day leaves room for others. */
const READ_LIMIT = 40

export async function load({ api, signal }: LoadContext) {
  const ofKind = async (genre: string) =>
    byShow(
      (await api.call('GET', '/v1/events', { query: { genre, limit: READ_LIMIT }, signal })).items.filter(
        // A genre of the same name belongs to other kinds too: there are comedies among films.
        (event) => event.show.kind === genre,
      ),
    )
  const [films, ...kinds] = await Promise.all([ofKind('film'), ...KINDS.map(ofKind)])
  return { soon: soonest(kinds.flat()).slice(0, WALL), films: distinct(films).slice(0, FILMS) }
}

type Shown = { event: EventSummary; more: number }

const soonest = (shown: readonly Shown[]): Shown[] =>
  distinct(shown.toSorted((a, b) => a.event.startsAt.localeCompare(b.event.startsAt)))

/** Each show once, wherever it is on. */
function distinct(shown: readonly Shown[]): Shown[] {
  const shows = new Map<string, Shown>()
  for (const one of shown) if (!shows.has(one.event.show.id)) shows.set(one.event.show.id, one)
  return [...shows.values()]
}

export function Page() {
  const m = useMessages(homeMessages)
  const { kinds } = useMessages(listingMessages)
  const { soon, films } = usePageData<typeof load>()
  return (
    <>
      <Head title={m.title} description={m.description} canonical="/" />
      <section className="frame pt-10 pb-14 tablet:pt-16 tablet:pb-20">
        <h1 className="wall">{m.title}</h1>
        <p className="lead mt-5 text-quiet">{m.lead}</p>
        <Finder />
      </section>
      <div className="frame space-y-20">
        {soon.length === 0 && films.length === 0 && <EmptyState title={m.nothing.title} text={m.nothing.text} />}
        {soon.length > 0 && (
          <section>
            <h2 className="heading mb-6 border-t-2 border-ink pt-4">{m.soon}</h2>
            <PosterWall events={soon} />
          </section>
        )}
        {films.length > 0 && (
          <section>
            <div className="mb-6 flex flex-wrap items-baseline justify-between gap-x-6 border-t-2 border-ink pt-4">
              <h2 className="heading">{m.films}</h2>
              <Link to="/films" className="inline-flex min-h-11 items-center font-semibold">
                {m.allFilms}
              </Link>
            </div>
            <PosterWall events={films} />
          </section>
        )}
        <section>
          <h2 className="heading mb-4 border-t-2 border-ink pt-4">{m.kinds}</h2>
          <ul className="flex flex-wrap gap-x-8 gap-y-2">
            {INDEX.map((kind) => (
              <li key={kind}>
                <Link
                  to={kind === 'film' ? '/films' : `/search?genre=${kind}`}
                  className="title inline-block py-1 no-underline decoration-signal decoration-4 underline-offset-4 hover:underline"
                >
                  {kinds[kind]}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  )
}
