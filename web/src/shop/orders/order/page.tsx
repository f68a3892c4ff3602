import { useParams } from 'react-router'
import { Head } from '../../../document/head.tsx'
import { useMessages } from '../../../i18n/context.ts'
import { NotHad } from '../../session/not-had.tsx'
import { SignedInOnly } from '../../session/signed-in-only.tsx'
import { orderMessages } from '../messages/index.ts'
import { OrderView } from './order-view.tsx'
import { useOrder } from './use-order.ts'
import { useReturnLanguage } from './return-language.ts'

/** One order, as it stands and moves on: also where people come back to from the provider's page. */
export function Page() {
  const m = useMessages(orderMessages)
  const { orderId = '' } = useParams()
  useReturnLanguage()
  return (
    <div className="frame arriving py-8 tablet:py-14">
      <Head title={m.orderTitle} hidden />
      <div className="mx-auto max-w-reading">
        <h1 className="sr-only">{m.orderTitle}</h1>
        <SignedInOnly buyers>{() => <Followed orderId={orderId} />}</SignedInOnly>
      </div>
    </div>
  )
}

function Followed({ orderId }: { readonly orderId: string }) {
  const order = useOrder(orderId)
  if (order.state !== 'ready') return <NotHad fetched={order} />
  return <OrderView order={order.value} onChange={order.put} />
}
