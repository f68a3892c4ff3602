import { useSite } from '../../document/site.ts'
import { useMessages } from '../../i18n/context.ts'
import { Notice } from '../../ui/notice.tsx'
import { sessionMessages } from './messages/index.ts'

/** Where mail is read that is kept and not delivered, as in a demo; nothing where mail goes out. */
export function SandboxMail() {
  const { sandboxMail: m } = useMessages(sessionMessages)
  const { mailbox } = useSite()
  if (mailbox === null) return null
  return (
    <Notice title={m.title}>
      <p className="text-small">
        {m.text}{' '}
        <a href={mailbox} target="_blank" rel="noreferrer" className="font-semibold">
          {m.link}
        </a>
      </p>
    </Notice>
  )
}
