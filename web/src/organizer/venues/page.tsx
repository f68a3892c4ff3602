import { useApi } from '../../api/context.ts'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { catalogueMessages } from '../catalogue/messages/index.ts'
import { OwnList } from '../catalogue/own-list.tsx'

/** The venues that an organiser has added. */
export function Page() {
  const { venues } = useMessages(catalogueMessages)
  const f = useFormats()
  const api = useApi()
  return (
    <OwnList
      words={venues}
      ask={(query, signal) => api.call('GET', '/v1/me/venues', { query, ...(signal && { signal }) })}
      rowOf={({ id, name, street, city, country }) => ({
        id,
        name,
        to: `/organise/venues/${id}`,
        detail: [street, city, f.country(country)].filter((one) => one !== null).join(', '),
      })}
    />
  )
}
