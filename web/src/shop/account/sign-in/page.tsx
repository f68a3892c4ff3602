import { useEffect } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { Head } from '../../../document/head.tsx'
import { useMessages } from '../../../i18n/context.ts'
import { Notice } from '../../../ui/notice.tsx'
import { SeatRows } from '../../../ui/seat-rows.tsx'
import { sessionMessages } from '../../session/messages/index.ts'
import { SignedInOnly } from '../../session/signed-in-only.tsx'
import { useSession } from '../../session/use-session.ts'
import { accountMessages } from '../messages/index.ts'
import { safeNext } from './safe-next.ts'

/** Where people sign in who were on their way to something else: `?next=/path` says where. */
export function Page() {
  const m = useMessages(accountMessages)
  const s = useMessages(sessionMessages)
  const [query] = useSearchParams()
  const next = safeNext(query.get('next'))
  const { who } = useSession()
  const navigate = useNavigate()
  useEffect(() => {
    if (who === 'somebody') void navigate(next, { replace: true })
  }, [who, next, navigate])
  return (
    <div className="frame arriving py-6 tablet:py-12">
      <Head title={s.signIn.title} hidden />
      <div className="mx-auto grid max-w-reading items-start gap-x-20 desk:max-w-none desk:grid-cols-[minmax(0,34rem)_minmax(0,1fr)]">
        <h1 className="sr-only">{s.signIn.title}</h1>
        <SignedInOnly
          before={
            next.endsWith('/seats') && (
              <div className="mb-8 max-w-reading">
                <Notice kind="signal">{m.choiceKept}</Notice>
              </div>
            )
          }
        >
          {() => (
            <p role="status" className="text-quiet">
              {s.checking}
            </p>
          )}
        </SignedInOnly>
        <SeatRows seat="yours" className="hidden w-full max-w-xl justify-self-end pt-6 desk:block" />
      </div>
    </div>
  )
}
