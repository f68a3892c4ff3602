import { Link } from 'react-router'
import { useMessages } from '../../i18n/context.ts'
import { buttonLook } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { queueMessages } from './messages/index.ts'
import type { QueueMessages } from './messages/en.ts'
import type { NoPass } from './pass-desk.ts'

const MINUTE_S = 60

/** Why somebody was not let in, and what to do. */
export function NoPassNotice({ answer }: { readonly answer: NoPass }) {
  const m = useMessages(queueMessages)
  return (
    <Notice kind="signal" live>
      <p>{wordsOf(m, answer)}</p>
      {answer.refused === 'in-use' && (
        <p>
          <Link to={`/checkout/${answer.holdId}`} className={buttonLook('plain')}>
            {m.noPass.toCheckout}
          </Link>
        </p>
      )}
    </Notice>
  )
}

/** The same in words. */
export function wordsOf({ noPass: m, pass, ended }: QueueMessages, answer: NoPass): string {
  switch (answer.refused) {
    case 'full':
      return m.full
    case 'pause':
      return m.pause(Math.max(1, Math.ceil(answer.seconds / MINUTE_S)))
    case 'in-use':
      return m.inUse
    case 'signed-out':
      return m.signedOut
    case 'not-entered':
      return pass.first
    case 'not-your-turn':
      return m.notYet
    case 'unreachable':
      return m.unreachable
    case 'no-queue':
      return ended.text
  }
}
