import type { Ticket } from '@foyer/contract/tickets'
import { useEffect, useState } from 'react'
import { useParams } from 'react-router'
import { useApi } from '../../../api/context.ts'
import { Head } from '../../../document/head.tsx'
import { useMessages } from '../../../i18n/context.ts'
import { NotHad } from '../../session/not-had.tsx'
import { SignedInOnly } from '../../session/signed-in-only.tsx'
import { useFetched } from '../../session/use-fetched.ts'
import { useSession } from '../../session/use-session.ts'
import { keepShell } from '../keep-shell.ts'
import { keepTicket } from '../kept-tickets.ts'
import { ticketMessages } from '../messages/index.ts'
import { useKept } from '../use-kept.ts'
import { TicketCard } from './ticket-card.tsx'

/** One ticket, to be shown at the door: from what this browser keeps at once, and as it is now as soon as that is known. */
export function Page() {
  const m = useMessages(ticketMessages)
  const { ticketId = '' } = useParams()
  const kept = useKept().find(({ id }) => id === ticketId)
  const { who } = useSession()
  return (
    <div className="frame arriving py-6 tablet:py-10">
      <Head title={m.ticketTitle} hidden />
      <h1 className="sr-only">{m.ticketTitle}</h1>
      {who === 'somebody' ? (
        <Current ticketId={ticketId} kept={kept} />
      ) : kept !== undefined ? (
        <TicketCard ticket={kept} shown="from-here" />
      ) : (
        <div className="mx-auto max-w-reading">
          <SignedInOnly>{() => null}</SignedInOnly>
        </div>
      )}
    </div>
  )
}

function Current({ ticketId, kept }: { readonly ticketId: string; readonly kept: Ticket | undefined }) {
  const api = useApi()
  const ticket = useFetched(ticketId, (signal) =>
    api.call('GET', '/v1/tickets/:ticketId', { params: { ticketId }, signal }),
  )
  const [offline, setOffline] = useState(false)
  const current = ticket.state === 'ready' ? ticket.value : undefined
  useEffect(() => {
    if (current === undefined) return
    keepTicket(current, Date.now())
    void keepShell().then(setOffline)
  }, [current])
  if (current !== undefined) return <TicketCard ticket={current} shown={offline ? 'kept' : 'now'} />
  const gone = ticket.state === 'failed' && ticket.missing
  if (kept !== undefined && !gone) return <TicketCard ticket={kept} shown="from-here" />
  return ticket.state === 'ready' ? null : <NotHad fetched={ticket} />
}
