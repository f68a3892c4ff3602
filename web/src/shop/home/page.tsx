import { Link } from 'react-router'
import { Head } from '../../document/head.tsx'
import { useMessages } from '../../i18n/context.ts'
import { usePageData, type LoadContext } from '../../page.ts'
import { homeMessages } from './messages/index.ts'

export const load = async ({ api, signal }: LoadContext) => ({
  soon: await api.call('GET', '/v1/events', { query: { limit: 12 }, signal }),
})

export function Page() {
  const m = useMessages(homeMessages)
  const { soon } = usePageData<typeof load>()
  return (
    <div className="frame py-12">
      <Head title={m.title} description={m.description} />
      <h1 className="wall">{m.title}</h1>
      <ul className="mt-8">
        {soon.items.map((event) => (
          <li key={event.id}>
            <Link to={`/events/${event.id}`}>{event.title}</Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
