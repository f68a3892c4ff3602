import type { Account } from '@foyer/contract/accounts'
import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useSite } from '../../document/site.ts'
import { useLanguage, useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { browserSession } from '../session/browser-session.ts'
import { sessionMessages } from '../session/messages/index.ts'
import { askCode, digitsIn } from '../session/sign-in/ask-code.ts'
import { CodeField } from '../session/sign-in/code-field.tsx'
import { NewPasswordField, PasswordField } from '../session/sign-in/fields.tsx'
import { useSubmit } from '../session/sign-in/use-submit.ts'
import { accountMessages } from './messages/index.ts'
import { Outcome } from './outcome.tsx'
import { Section } from './section.tsx'

/**
 * A password set or set anew, by a code from the mail: whoever forgot the old one is helped by the same. Where no mail is
 * sent, by the old one.
 */
export function PasswordSection({ account }: { readonly account: Account }) {
  const { sendsMail } = useSite()
  const { faults } = useMessages(sessionMessages)
  const m = useMessages(accountMessages)
  if (sendsMail) return <ByCode account={account} />
  if (account.hasPassword) return <ByOldPassword account={account} />
  return (
    <Section title={m.password.title}>
      <p className="prose text-quiet">{faults['no-mail']}</p>
    </Section>
  )
}

function ByOldPassword({ account }: { readonly account: Account }) {
  const m = useMessages(accountMessages)
  const { reset } = useMessages(sessionMessages)
  const api = useApi()
  const [currentPassword, setCurrentPassword] = useState('')
  const [newPassword, setNewPassword] = useState('')
  const [done, setDone] = useState<string>()
  const change = useSubmit(async () => {
    setDone(undefined)
    await api.call('PUT', '/v1/me/password', { body: { currentPassword, newPassword } })
    setCurrentPassword('')
    setNewPassword('')
    setDone(m.password.done)
  })
  return (
    <Section title={m.password.title}>
      <p className="prose text-quiet">{m.password.hasNoMail}</p>
      <form method="post" onSubmit={change.onSubmit} className="flex w-full max-w-sm flex-col gap-5" noValidate>
        <input type="hidden" name="email" autoComplete="username" value={account.email} readOnly />
        <PasswordField label={m.password.present} value={currentPassword} onType={setCurrentPassword} />
        <NewPasswordField value={newPassword} onType={setNewPassword} />
        <Button type="submit" className="self-start" aria-disabled={change.pending}>
          {reset.go}
        </Button>
      </form>
      <Outcome fault={change.fault} done={done} />
    </Section>
  )
}

function ByCode({ account }: { readonly account: Account }) {
  const m = useMessages(accountMessages)
  const { reset } = useMessages(sessionMessages)
  const api = useApi()
  const language = useLanguage()
  const [codeId, setCodeId] = useState<string>()
  const [code, setCode] = useState('')
  const [newPassword, setNewPassword] = useState('')
  const [done, setDone] = useState<string>()
  const ask = useSubmit(async () => setCodeId(await askCode(api, account.email, 'reset-password', language)))
  const set = useSubmit(async () => {
    if (codeId === undefined) return
    const { email } = account
    await api.call('POST', '/v1/password-resets', { body: { email, codeId, code: digitsIn(code), newPassword } })
    await browserSession().signIn(email, newPassword)
    setCodeId(undefined)
    setDone(m.password.done)
  })
  return (
    <Section title={m.password.title}>
      <p className="prose text-quiet">{account.hasPassword ? m.password.has : m.password.hasNone}</p>
      {codeId === undefined ? (
        <Button kind="plain" onClick={ask.run} aria-disabled={ask.pending}>
          {m.password.start}
        </Button>
      ) : (
        <form method="post" onSubmit={set.onSubmit} className="flex w-full max-w-sm flex-col gap-5" noValidate>
          <input type="hidden" name="email" autoComplete="username" value={account.email} readOnly />
          <CodeField value={code} onType={setCode} />
          <NewPasswordField value={newPassword} onType={setNewPassword} />
          <Button type="submit" className="self-start" aria-disabled={set.pending}>
            {reset.go}
          </Button>
        </form>
      )}
      <Outcome fault={ask.fault ?? set.fault} done={done} />
    </Section>
  )
}
