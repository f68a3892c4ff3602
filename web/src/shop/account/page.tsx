import type { Account as AccountView } from '@foyer/contract/accounts'
import { Link } from 'react-router'
import { Head } from '../../document/head.tsx'
import { useMessages } from '../../i18n/context.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { browserSession } from '../session/browser-session.ts'
import { SignedInOnly } from '../session/signed-in-only.tsx'
import { AddressSection } from './address-section.tsx'
import { DataSection } from './data-section.tsx'
import { accountMessages } from './messages/index.ts'
import { PasswordSection } from './password-section.tsx'
import { ProfileSection } from './profile-section.tsx'
import { SessionsSection } from './sessions-section.tsx'

/** What is kept of a person, and all they can do about it. */
export function Page() {
  const m = useMessages(accountMessages)
  return (
    <div className="frame arriving py-8 tablet:py-14">
      <Head title={m.title} hidden />
      <div className="mx-auto max-w-reading">
        <h1 className="title">{m.title}</h1>
        <SignedInOnly>{(account) => <Account account={account} />}</SignedInOnly>
      </div>
    </div>
  )
}

function Account({ account }: { readonly account: AccountView }) {
  const m = useMessages(accountMessages)
  return (
    <div className="mt-6">
      <p className="lead text-quiet">{m.signedInAs(account.email)}</p>
      <p className="mt-6 flex flex-wrap gap-3">
        {account.kind === 'individual' && (
          <>
            <Link to="/tickets" className={buttonLook('main')}>
              {m.tickets}
            </Link>
            <Link to="/orders" className={buttonLook('plain')}>
              {m.orders}
            </Link>
          </>
        )}
        <Button kind="plain" onClick={() => void browserSession().signOut()}>
          {m.signOut}
        </Button>
      </p>
      <AddressSection account={account} />
      <ProfileSection account={account} />
      <PasswordSection account={account} />
      <SessionsSection />
      <DataSection account={account} />
    </div>
  )
}
