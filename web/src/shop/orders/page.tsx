import { Link } from 'react-router'
import { useApi } from '../../api/context.ts'
import { Head } from '../../document/head.tsx'
import { useMessages } from '../../i18n/context.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { NotHad } from '../session/not-had.tsx'
import { SignedInOnly } from '../session/signed-in-only.tsx'
import { useSubmit } from '../session/sign-in/use-submit.ts'
import { useFetched } from '../session/use-fetched.ts'
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
  const orders = useFetched('orders', (signal) =>
    api.call('GET', '/v1/orders', { query: { limit: PAGE_SIZE }, signal }),
  )
  const more = useSubmit(async () => {
    if (orders.state !== 'ready' || orders.value.next === null) return
    const page = await api.call('GET', '/v1/orders', { query: { limit: PAGE_SIZE, cursor: orders.value.next } })
    orders.put({ items: [...orders.value.items, ...page.items], next: page.next })
  })
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
          <OrderRow key={order.id} order={order} />
        ))}
      </ul>
      {orders.value.next !== null && (
        <Button kind="plain" className="mt-6" onClick={more.run} aria-disabled={more.pending}>
          {m.more}
        </Button>
      )}
      {more.fault !== undefined && <p className="mt-3 text-stop">{more.fault}</p>}
    </>
  )
}
