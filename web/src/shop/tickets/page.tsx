import { Head } from '../../document/head.tsx'
import { useMessages } from '../../i18n/context.ts'
import { SignedInOnly } from '../session/signed-in-only.tsx'
import { useSession } from '../session/use-session.ts'
import { KeptList } from './kept-list.tsx'
import { ticketMessages } from './messages/index.ts'
import { TicketList } from './ticket-list.tsx'

/** The tickets of whoever is signed in; with no network, those that this browser keeps. */
export function Page() {
  const m = useMessages(ticketMessages)
  const { who } = useSession()
  return (
    <div className="frame arriving py-8 tablet:py-14">
      <Head title={m.title} hidden />
      <div className="mx-auto max-w-reading">
        <h1 className="title">{m.title}</h1>
        {who !== 'somebody' && <KeptList />}
        <SignedInOnly buyers>{() => <TicketList />}</SignedInOnly>
      </div>
    </div>
  )
}
