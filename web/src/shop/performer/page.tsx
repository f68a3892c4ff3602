import { useSearchParams } from 'react-router'
import { Head } from '../../document/head.tsx'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { usePageData, type LoadContext } from '../../page.ts'
import { EventList } from '../listing/event-list.tsx'
import { performerMessages } from './messages/index.ts'
import { useGenreName } from '../listing/use-genre-name.ts'

export async function load({ api, params, url, signal }: LoadContext) {
  const performerId = params['performerId'] ?? ''
  const cursor = url.searchParams.get('cursor')
  const performer = await api.call('GET', '/v1/performers/:performerId', { params: { performerId }, signal })
  const query = { performer: performerId, limit: 40, ...(cursor === null ? {} : { cursor }) }
  return { performer, events: await api.call('GET', '/v1/events', { query, signal }) }
}

export function Page() {
  const m = useMessages(performerMessages)
  const formats = useFormats()
  const genreName = useGenreName()
  const { performer, events } = usePageData<typeof load>()
  const [params] = useSearchParams()
  return (
    <article className="frame pt-8 tablet:pt-12">
      <Head title={performer.name} description={m.description(performer.name)} hidden={params.has('cursor')} />
      {performer.genres.length > 0 && (
        <p className="label first-letter:uppercase">{formats.list(performer.genres.map(genreName))}</p>
      )}
      <h1 className="wall mt-1">{performer.name}</h1>
      {performer.description !== null && <p className="prose lead mt-5 max-w-reading">{performer.description}</p>}
      <h2 className="heading mt-14 mb-6 border-t-2 border-ink pt-4">{m.dates}</h2>
      <EventList page={events} nothing={m.none} />
    </article>
  )
}
