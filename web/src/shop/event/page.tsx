import { Link } from 'react-router'
import { Head } from '../../document/head.tsx'
import { usePageData, type LoadContext } from '../../page.ts'
import { buttonLook } from '../../ui/button.tsx'

export const load = async ({ api, params, signal }: LoadContext) => ({
  event: await api.call('GET', '/v1/events/:eventId', { params: { eventId: params['eventId'] ?? '' }, signal }),
})

export function Page() {
  const { event } = usePageData<typeof load>()
  return (
    <div className="frame py-12">
      <Head title={event.title} />
      <h1 className="title">{event.title}</h1>
      <Link to="seats" className={buttonLook('main')}>
        Choose seats
      </Link>
    </div>
  )
}
