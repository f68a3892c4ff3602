import type { OwnEvent } from '@foyer/contract/catalog.views'
import { useApi } from '../../api/context.ts'
import { useMessages } from '../../i18n/context.ts'
import { NotHad } from '../../shop/session/not-had.tsx'
import { useFetched } from '../../shop/session/use-fetched.ts'
import { EventFrame } from '../event-frame.tsx'
import { AddSection } from './add-section.tsx'
import { FileSection } from './file-section.tsx'
import { HouseSection } from './house-section.tsx'
import { ticketsMessages } from './messages/index.ts'
import { PricesSection } from './prices-section.tsx'
import { readTickets } from './read-tickets.ts'
import { RemoveSection } from './remove-section.tsx'
import { StockOfEvent } from './stock-section.tsx'

/** The tickets of one event: what there is, more of them by form or file, fewer of them, and such as are put aside. */
export function Page() {
  const m = useMessages(ticketsMessages)
  return <EventFrame title={m.title}>{({ event }) => <TicketsLoaded event={event} />}</EventFrame>
}

function TicketsLoaded({ event }: { readonly event: OwnEvent }) {
  const api = useApi()
  const fetched = useFetched(`tickets ${event.id}`, (signal) => readTickets(api, event.id, signal))
  if (fetched.state !== 'ready') return <NotHad fetched={fetched} />
  const tickets = fetched.value
  const readAgain = async () => {
    const read = await readTickets(api, event.id)
    fetched.put(read)
    return read
  }
  return (
    <>
      <StockOfEvent tickets={tickets} />
      {tickets.unpriced.length > 0 && <PricesSection tickets={tickets} readAgain={readAgain} />}
      <div className="grid gap-x-14 desk:grid-cols-2">
        <AddSection tickets={tickets} readAgain={readAgain} />
        <FileSection tickets={tickets} readAgain={readAgain} />
        {tickets.compiled !== undefined && (
          <>
            <RemoveSection tickets={tickets} compiled={tickets.compiled} readAgain={readAgain} />
            <HouseSection tickets={tickets} compiled={tickets.compiled} readAgain={readAgain} />
          </>
        )}
      </div>
    </>
  )
}
