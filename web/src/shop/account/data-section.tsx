import type { Account } from '@foyer/contract/accounts'
import { Refused } from '@foyer/contract/client'
import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useSite } from '../../document/site.ts'
import { useLanguage, useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { browserSession } from '../session/browser-session.ts'
import { sessionMessages } from '../session/messages/index.ts'
import { saveFile } from '../session/save-file.ts'
import { askCode, digitsIn } from '../session/sign-in/ask-code.ts'
import { CodeField } from '../session/sign-in/code-field.tsx'
import { PasswordField } from '../session/sign-in/fields.tsx'
import { useSubmit } from '../session/sign-in/use-submit.ts'
import { accountMessages } from './messages/index.ts'
import { Outcome } from './outcome.tsx'
import { Section } from './section.tsx'

/** All that is kept, to take along; and the end of it. */
export function DataSection({ account }: { readonly account: Account }) {
  const m = useMessages(accountMessages)
  const api = useApi()
  const take = useSubmit(async () => {
    const kept = await api.call('GET', '/v1/me/export', {})
    saveFile('foyer-export.json', new Blob([JSON.stringify(kept, null, 2)], { type: 'application/json' }))
  })
  return (
    <Section title={m.data.title}>
      <p className="prose text-quiet">{m.data.what}</p>
      <Button kind="plain" onClick={take.run} aria-disabled={take.pending}>
        {m.data.take}
      </Button>
      <Outcome fault={take.fault} done={undefined} />
      <details className="w-full">
        <summary className="fold inline-flex min-h-11 items-center gap-3 font-semibold hover:underline">
          {m.data.remove}
        </summary>
        <Removal account={account} />
      </details>
    </Section>
  )
}

/** The end of an account: by a code from the mail, or by the password where no mail is sent. */
function Removal({ account }: { readonly account: Account }) {
  const m = useMessages(accountMessages)
  const { faults } = useMessages(sessionMessages)
  const api = useApi()
  const language = useLanguage()
  const { sendsMail } = useSite()
  const [codeId, setCodeId] = useState<string>()
  const [typed, setTyped] = useState('')
  const [duties, setDuties] = useState(false)
  const ask = useSubmit(async () => setCodeId(await askCode(api, account.email, 'delete-account', language)))
  const remove = useSubmit(async () => {
    setDuties(false)
    try {
      const body = codeId === undefined ? { password: typed } : { codeId, code: digitsIn(typed) }
      await api.call('DELETE', '/v1/me', { body })
      browserSession().gone()
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.code !== 'account-has-duties') throw error
      setDuties(true)
    }
  })
  const isLocked = !sendsMail && !account.hasPassword
  return (
    <div className="mt-3 flex flex-col items-start gap-5">
      <p className="prose text-quiet">{m.data.removeMeans}</p>
      {isLocked && <p className="prose text-quiet">{faults['no-mail']}</p>}
      {sendsMail && codeId === undefined && (
        <Button kind="plain" onClick={ask.run} aria-disabled={ask.pending}>
          {m.data.sendCode}
        </Button>
      )}
      {!isLocked && (!sendsMail || codeId !== undefined) && (
        <form method="post" onSubmit={remove.onSubmit} className="flex flex-col items-start gap-5" noValidate>
          {sendsMail ? (
            <CodeField value={typed} onType={setTyped} />
          ) : (
            <PasswordField value={typed} onType={setTyped} />
          )}
          <Button type="submit" aria-disabled={remove.pending}>
            {m.data.removeNow}
          </Button>
        </form>
      )}
      <Outcome fault={duties ? m.data.duties : (ask.fault ?? remove.fault)} done={undefined} />
    </div>
  )
}
