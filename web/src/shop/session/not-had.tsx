import { Link } from 'react-router'
import { useMessages } from '../../i18n/context.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ToCome } from '../../ui/to-come.tsx'
import { sessionMessages } from './messages/index.ts'
import type { Fetched } from './use-fetched.ts'

/** What is shown in place of something that is fetched: that it is on its way, is not there, or cannot be had now. */
export function NotHad({ fetched }: { readonly fetched: Exclude<Fetched<unknown>, { state: 'ready' }> }) {
  const m = useMessages(sessionMessages)
  if (fetched.state === 'loading') return <ToCome words={m.checking} />
  if (!fetched.missing)
    return (
      <div role="alert" className="flex flex-col items-start gap-5 py-10">
        <p className="prose">{m.faults.unreachable}</p>
        <Button onClick={fetched.retry}>{m.unreachable.again}</Button>
      </div>
    )
  return (
    <div className="py-10">
      <EmptyState title={m.missing.title} text={m.missing.text}>
        <Link to="/orders" className={buttonLook('plain')}>
          {m.missing.orders}
        </Link>
        <Link to="/search" className={buttonLook('plain')}>
          {m.missing.search}
        </Link>
      </EmptyState>
    </div>
  )
}
