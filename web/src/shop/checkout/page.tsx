import { useParams } from 'react-router'
import { useApi } from '../../api/context.ts'
import { Head } from '../../document/head.tsx'
import { useMessages } from '../../i18n/context.ts'
import { Notice } from '../../ui/notice.tsx'
import { NotHad } from '../session/not-had.tsx'
import { SignedInOnly } from '../session/signed-in-only.tsx'
import { useFetched } from '../session/use-fetched.ts'
import { Checkout } from './checkout.tsx'
import { checkoutMessages } from './messages/index.ts'

/** What is held, what it costs, how long it is held, and the way to pay. */
export function Page() {
  const m = useMessages(checkoutMessages)
  const { holdId = '' } = useParams()
  return (
    <div className="frame arriving py-8 tablet:py-14">
      <Head title={m.title} hidden />
      <div className="mx-auto max-w-reading">
        <h1 className="title">{m.title}</h1>
        <SignedInOnly
          buyers
          before={
            <div className="mb-8">
              <Notice kind="signal">{m.signInFirst}</Notice>
            </div>
          }
        >
          {() => <Held holdId={holdId} />}
        </SignedInOnly>
      </div>
    </div>
  )
}

function Held({ holdId }: { readonly holdId: string }) {
  const api = useApi()
  const held = useFetched(holdId, async (signal) => {
    const hold = await api.call('GET', '/v1/holds/:holdId', { params: { holdId }, signal })
    // The time that is left is counted from here, whatever the clock of the device says.
    const readAt = performance.now()
    const event = await api.call('GET', '/v1/events/:eventId', { params: { eventId: hold.eventId }, signal })
    return { hold, readAt, event }
  })
  if (held.state !== 'ready') return <NotHad fetched={held} />
  const { event } = held.value
  return <Checkout {...held.value} onHold={(hold) => held.put({ hold, event, readAt: performance.now() })} />
}
