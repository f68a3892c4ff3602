import type { Session } from '@foyer/contract/accounts'
import { useEffect, useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { Button } from '../../ui/button.tsx'
import { browserSession } from '../session/browser-session.ts'
import { useSubmit } from '../session/sign-in/use-submit.ts'
import { nameDevice } from './name-device.ts'
import { accountMessages } from './messages/index.ts'
import { Outcome } from './outcome.tsx'
import { Section } from './section.tsx'

/** Where the account is signed in, and a way to end each. */
export function SessionsSection() {
  const m = useMessages(accountMessages)
  const api = useApi()
  const [sessions, setSessions] = useState<readonly Session[]>()
  const load = useSubmit(async () => setSessions((await api.call('GET', '/v1/sessions', {})).items))
  const everywhere = useSubmit(() => browserSession().signOut(true))
  useEffect(() => {
    let shown = true
    const read = async () => {
      const { items } = await api.call('GET', '/v1/sessions', {})
      if (shown) setSessions(items)
    }
    // Without the list the page is whole all the same, and the button below tries again.
    read().catch(() => undefined)
    return () => void (shown = false)
  }, [api])
  return (
    <Section title={m.sessions.title}>
      {sessions === undefined ? (
        <Button kind="plain" onClick={load.run}>
          {m.sessions.load}
        </Button>
      ) : (
        <ul className="w-full">
          {sessions.map((session) => (
            <OneSession
              key={session.sessionId}
              session={session}
              onEnded={() => setSessions(sessions.filter((one) => one !== session))}
            />
          ))}
        </ul>
      )}
      <Button kind="plain" onClick={everywhere.run}>
        {m.sessions.endAll}
      </Button>
      <Outcome fault={load.fault ?? everywhere.fault} done={undefined} />
    </Section>
  )
}

/** The zone of the device: when it was used is told to its owner, wherever they are. */
const ownTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

function OneSession({ session, onEnded }: { readonly session: Session; readonly onEnded: () => void }) {
  const m = useMessages(accountMessages)
  const f = useFormats()
  const now = useNow()
  const api = useApi()
  const device = nameDevice(session.device) ?? m.sessions.unnamed
  const end = useSubmit(async () => {
    await api.call('DELETE', '/v1/sessions/:sessionId', { params: { sessionId: session.sessionId } })
    onEnded()
  })
  const zone = ownTimeZone()
  const used = new Date(session.lastUsedAt)
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 border-t border-line py-3 first:border-t-0">
      <span>
        <span className="block font-medium">{device}</span>
        <span className="text-small text-quiet">
          {session.current ? m.sessions.here : m.sessions.lastUsed(`${f.day(used, zone, now)}, ${f.time(used, zone)}`)}
        </span>
        {end.fault !== undefined && <span className="block text-small text-stop">{end.fault}</span>}
      </span>
      {!session.current && (
        <Button kind="quiet" onClick={end.run} aria-label={m.sessions.endOne(device)}>
          {m.sessions.end}
        </Button>
      )}
    </li>
  )
}
