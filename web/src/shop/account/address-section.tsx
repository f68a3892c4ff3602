import type { Account } from '@foyer/contract/accounts'
import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useSite } from '../../document/site.ts'
import { useLanguage, useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { browserSession } from '../session/browser-session.ts'
import { askCode, digitsIn } from '../session/sign-in/ask-code.ts'
import { CodeField } from '../session/sign-in/code-field.tsx'
import { useSubmit } from '../session/sign-in/use-submit.ts'
import { accountMessages } from './messages/index.ts'
import { Outcome } from './outcome.tsx'
import { Section } from './section.tsx'

/** An address that nobody proved is proved here; one that is proved needs no word, nor does one where no mail is sent. */
export function AddressSection({ account }: { readonly account: Account }) {
  const m = useMessages(accountMessages)
  const api = useApi()
  const language = useLanguage()
  const { sendsMail } = useSite()
  const [codeId, setCodeId] = useState<string>()
  const [code, setCode] = useState('')
  const ask = useSubmit(async () => setCodeId(await askCode(api, account.email, 'verify-address', language)))
  const confirm = useSubmit(async () => {
    if (codeId === undefined) return
    await api.call('PUT', '/v1/me/verification', { body: { codeId, code: digitsIn(code) } })
    browserSession().changed({ ...account, verified: true })
  })
  if (account.verified || !sendsMail) return null
  return (
    <Section title={m.address.title}>
      <p className="prose text-quiet">{m.address.why}</p>
      {codeId === undefined ? (
        <>
          <Button onClick={ask.run} aria-disabled={ask.pending}>
            {m.address.send}
          </Button>
          <Outcome fault={ask.fault} done={undefined} />
        </>
      ) : (
        <form method="post" onSubmit={confirm.onSubmit} className="flex flex-col items-start gap-5" noValidate>
          <CodeField value={code} onType={setCode} />
          <Button type="submit" aria-disabled={confirm.pending}>
            {m.address.confirm}
          </Button>
          <Outcome fault={confirm.fault} done={undefined} />
        </form>
      )}
    </Section>
  )
}
