import type { Account } from '@foyer/contract/accounts'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useSite } from '../../document/site.ts'
import { useMessages } from '../../i18n/context.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ToCome } from '../../ui/to-come.tsx'
import { browserSession } from './browser-session.ts'
import { sessionMessages } from './messages/index.ts'
import { SignInPanel } from './sign-in/sign-in-panel.tsx'
import { useSession } from './use-session.ts'

interface SignedInOnlyProps {
  readonly children: (account: Account) => ReactNode
  /** Shown above the form, to say what it is for. */
  readonly before?: ReactNode
  /** What the form is called, where nobody buys. */
  readonly title?: string
  /** An account that sells has nothing of this, and is told so. */
  readonly buyers?: boolean
}

/** What only somebody in particular can see; whoever is nobody yet signs in on the spot, and stays on the page. */
export function SignedInOnly({ children, before, title, buyers = false }: SignedInOnlyProps) {
  const m = useMessages(sessionMessages)
  const session = useSession()
  switch (session.who) {
    case 'unknown':
      return <ToCome words={m.checking} />
    case 'unreachable':
      return (
        <div className="flex max-w-reading flex-col items-start gap-5 py-6">
          <Notice title={m.unreachable.title} live>
            {m.unreachable.text}
          </Notice>
          <Button onClick={() => void browserSession().start()}>{m.unreachable.again}</Button>
        </div>
      )
    case 'nobody':
      return (
        <div className="py-6">
          {before}
          <SignInPanel title={title} />
        </div>
      )
    case 'somebody':
      if (buyers && session.account.kind === 'vendor') return <Sells />
      return children(session.account)
  }
}

function Sells() {
  const m = useMessages(sessionMessages)
  const { sendsMail } = useSite()
  return (
    <div className="py-6">
      <EmptyState title={m.sells.title} text={sendsMail ? m.sells.text : m.sells.textNoMail}>
        <Link to="/organise" className={buttonLook('main')}>
          {m.sells.organise}
        </Link>
        <Button kind="plain" onClick={() => void browserSession().signOut()}>
          {m.sells.signOut}
        </Button>
      </EmptyState>
    </div>
  )
}
