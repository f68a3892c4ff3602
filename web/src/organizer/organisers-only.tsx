import type { Account } from '@foyer/contract/accounts'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useMessages } from '../i18n/context.ts'
import { SignedInOnly } from '../shop/session/signed-in-only.tsx'
import { buttonLook } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { organizerMessages } from './messages/index.ts'

/** What only those who sell can see: nobody in particular signs in on the spot, and who buys is told that it is not theirs. */
export function OrganisersOnly({ children }: { readonly children: (account: Account) => ReactNode }) {
  const m = useMessages(organizerMessages)
  return (
    <SignedInOnly title={m.signIn}>
      {(account) => (account.kind === 'vendor' ? children(account) : <NotOrganiser />)}
    </SignedInOnly>
  )
}

function NotOrganiser() {
  const { notOrganiser: m } = useMessages(organizerMessages)
  return (
    <div className="py-6">
      <EmptyState title={m.title} text={m.text}>
        <Link to="/search" className={buttonLook('main')}>
          {m.home}
        </Link>
        <a href="/docs/" className={buttonLook('plain')}>
          {m.how}
        </a>
      </EmptyState>
    </div>
  )
}
