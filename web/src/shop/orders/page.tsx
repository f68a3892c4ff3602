import { Link } from 'react-router'
import { useApi } from '../../api/context.ts'
import { Head } from '../../document/head.tsx'
import { useMessages } from '../../i18n/context.ts'
import { buttonLook } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { NotHad } from '../session/not-had.tsx'
import { ShowMore } from '../session/show-more.tsx'
import { SignedInOnly } from '../session/signed-in-only.tsx'
import { usePaged } from '../session/use-paged.ts'
import { orderMessages } from './messages/index.ts'
import { OrderRow } from './order-row.tsx'

const PAGE_SIZE = 20

/** The orders of whoever is signed in, newest first. */
export function Page() {
  const m = useMessages(orderMessages)
  return (
    <div className="frame arriving py-8 tablet:py-14">
      <Head title={m.title} hidden />
      <div className="mx-auto max-w-reading">
        <h1 className="title">{m.title}</h1>
        <SignedInOnly buyers>{() => <Orders />}</SignedInOnly>
      </div>
    </div>
  )
}

function Orders() {
  const m = useMessages(orderMessages)
  const api = useApi()
  const paged = usePaged('orders', (after, signal) =>
    api.call('GET', '/v1/orders', { query: { limit: PAGE_SIZE, ...after }, ...(signal && { signal }) }),
  )
  const { list: orders } = paged
  if (orders.state !== 'ready') return <NotHad fetched={orders} />
  if (orders.value.items.length === 0)
    return (
      <div className="mt-8">
        <EmptyState title={m.none.title} text={m.none.text}>
          <Link to="/search" className={buttonLook('main')}>
            {m.none.go}
          </Link>
        </EmptyState>
      </div>
    )
  return (
    <>
      <ul className="mt-8 border-t border-line">
        {orders.value.items.map((order) => (
          <OrderRow
            key={order.id}
            order={order}
            beside={orders.value.items
              .map(({ amount }) => amount)
              .filter(({ currency }) => currency === order.amount.currency)}
          />
        ))}
      </ul>
      <ShowMore paged={paged} words={m.more} />
    </>
  )
}
