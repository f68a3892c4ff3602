import type { Account } from '@foyer/contract/accounts'
import { Refused } from '@foyer/contract/client'
import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useLanguage, useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { browserSession } from '../session/browser-session.ts'
import { saveFile } from '../session/save-file.ts'
import { askCode, digitsIn } from '../session/sign-in/ask-code.ts'
import { CodeField } from '../session/sign-in/code-field.tsx'
import { useSubmit } from '../session/sign-in/use-submit.ts'
import { accountMessages } from './messages/index.ts'
import { Outcome } from './outcome.tsx'
import { Section } from './section.tsx'

/** All that is kept, to take along; and the end of it. */
export function DataSection({ account }: { readonly account: Account }) {
  const m = useMessages(accountMessages)
  const api = useApi()
  const language = useLanguage()
  const [codeId, setCodeId] = useState<string>()
  const [code, setCode] = useState('')
  const [duties, setDuties] = useState(false)
  const take = useSubmit(async () => {
    const kept = await api.call('GET', '/v1/me/export', {})
    saveFile('foyer-export.json', new Blob([JSON.stringify(kept, null, 2)], { type: 'application/json' }))
  })
  const ask = useSubmit(async () => setCodeId(await askCode(api, account.email, 'delete-account', language)))
  const remove = useSubmit(async () => {
    if (codeId === undefined) return
    setDuties(false)
    try {
      await api.call('DELETE', '/v1/me', { body: { codeId, code: digitsIn(code) } })
      browserSession().gone()
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.code !== 'account-has-duties') throw error
      setDuties(true)
    }
  })
  return (
    <Section title={m.data.title}>
      <p className="prose text-quiet">{m.data.what}</p>
      <Button kind="plain" onClick={take.run} aria-disabled={take.pending}>
        {m.data.take}
      </Button>
      <details className="w-full">
        <summary className="fold inline-flex min-h-11 items-center gap-3 font-semibold hover:underline">
          {m.data.remove}
        </summary>
        <div className="mt-3 flex flex-col items-start gap-5">
          <p className="prose text-quiet">{m.data.removeMeans}</p>
          {codeId === undefined ? (
            <Button kind="plain" onClick={ask.run} aria-disabled={ask.pending}>
              {m.data.sendCode}
            </Button>
          ) : (
            <form method="post" onSubmit={remove.onSubmit} className="flex flex-col items-start gap-5" noValidate>
              <CodeField value={code} onType={setCode} />
              <Button type="submit" aria-disabled={remove.pending}>
                {m.data.removeNow}
              </Button>
            </form>
          )}
        </div>
      </details>
      <Outcome fault={duties ? m.data.duties : (take.fault ?? ask.fault ?? remove.fault)} done={undefined} />
    </Section>
  )
}
