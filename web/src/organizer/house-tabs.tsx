import { useMessages } from '../i18n/context.ts'
import { organizerMessages } from './messages/index.ts'
import { Tabs } from './tabs.tsx'

/** What an organiser has: events, venues, performers. */
export function HouseTabs() {
  const { house: m } = useMessages(organizerMessages)
  return (
    <Tabs
      label={m.label}
      tabs={[
        { to: '/organise', words: m.events },
        { to: '/organise/venues', words: m.venues },
        { to: '/organise/performers', words: m.performers },
      ]}
    />
  )
}
