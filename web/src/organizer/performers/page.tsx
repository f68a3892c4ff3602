import { useApi } from '../../api/context.ts'
import { useMessages } from '../../i18n/context.ts'
import { catalogueMessages } from '../catalogue/messages/index.ts'
import { OwnList } from '../catalogue/own-list.tsx'
import { newEventMessages } from '../new-event/messages/index.ts'

/** The performers that an organiser has added. */
export function Page() {
  const { performers } = useMessages(catalogueMessages)
  const { kinds } = useMessages(newEventMessages).performers
  const api = useApi()
  return (
    <OwnList
      words={performers}
      ask={(query, signal) => api.call('GET', '/v1/me/performers', { query, ...(signal && { signal }) })}
      rowOf={({ id, name, kind, genres }) => ({
        id,
        name,
        to: `/organise/performers/${id}`,
        detail: [kinds[kind], ...genres].join(' · '),
      })}
    />
  )
}
