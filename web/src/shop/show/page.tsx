import { Link, useSearchParams } from 'react-router'
import { Head } from '../../document/head.tsx'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { usePageData, type LoadContext } from '../../page.ts'
import { Poster } from '../../ui/poster/poster.tsx'
import { EventList } from '../listing/event-list.tsx'
import { posterSubject } from '../listing/subject.ts'
import { showMessages } from './messages/index.ts'
import { useGenreName } from '../listing/use-genre-name.ts'

export async function load({ api, params, url, signal }: LoadContext) {
  const of = { params: { showId: params['showId'] ?? '' }, signal }
  const cursor = url.searchParams.get('cursor')
  const [show, events] = await Promise.all([
    api.call('GET', '/v1/shows/:showId', of),
    api.call('GET', '/v1/shows/:showId/events', {
      ...of,
      query: { limit: 40, ...(cursor === null ? {} : { cursor }) },
    }),
  ])
  return { show, events }
}

export function Page() {
  const m = useMessages(showMessages)
  const formats = useFormats()
  const genreName = useGenreName()
  const { show, events } = usePageData<typeof load>()
  const [params] = useSearchParams()
  return (
    <article className="frame pt-6 tablet:pt-10">
      <Head
        title={show.title}
        description={show.description ?? m.description(show.title)}
        hidden={params.has('cursor')}
      />
      <div className="grid gap-x-12 gap-y-6 tablet:grid-cols-[minmax(10rem,16rem)_1fr]">
        <Poster subject={posterSubject(show, show.performers)} className="hidden tablet:block" />
        <div>
          {show.genres.length > 0 && (
            <p className="label first-letter:uppercase">{formats.list(show.genres.map(genreName))}</p>
          )}
          <h1 className="title mt-1">{show.title}</h1>
          {show.description !== null && <p className="prose lead mt-5 max-w-reading">{show.description}</p>}
          {show.performers.length > 0 && (
            <p className="mt-5">
              <span className="label block">{m.bill}</span>
              {show.performers.map((performer) => (
                <Link
                  key={performer.id}
                  to={`/performers/${performer.id}`}
                  className="mr-4 inline-flex min-h-8 items-center"
                >
                  {performer.name}
                </Link>
              ))}
            </p>
          )}
        </div>
      </div>
      <h2 className="heading mt-14 mb-6 border-t-2 border-ink pt-4">{m.dates}</h2>
      <EventList page={events} poster={false} nothing={m.none} />
    </article>
  )
}
