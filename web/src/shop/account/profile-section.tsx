import type { Account } from '@foyer/contract/accounts'
import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useMessages } from '../../i18n/context.ts'
import { LANGUAGE_NAMES, LANGUAGES } from '../../i18n/languages.ts'
import { Button } from '../../ui/button.tsx'
import { Field, Select } from '../../ui/field.tsx'
import { browserSession } from '../session/browser-session.ts'
import { useSubmit } from '../session/sign-in/use-submit.ts'
import { accountMessages } from './messages/index.ts'
import { Outcome } from './outcome.tsx'
import { Section } from './section.tsx'

/** Name, and the language of mail. */
export function ProfileSection({ account }: { readonly account: Account }) {
  const m = useMessages(accountMessages)
  const api = useApi()
  const [name, setName] = useState(account.name)
  const [language, setLanguage] = useState(account.language)
  const [done, setDone] = useState<string>()
  const save = useSubmit(async () => {
    setDone(undefined)
    browserSession().changed(await api.call('PATCH', '/v1/me', { body: { name, language } }))
    setDone(m.profile.saved)
  })
  return (
    <Section title={m.profile.title}>
      <form method="post" onSubmit={save.onSubmit} className="flex w-full max-w-sm flex-col gap-5" noValidate>
        <Field
          label={m.profile.name}
          hint={m.profile.nameHint}
          name="name"
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={m.profile.language}
          name="language"
          value={language}
          onChange={(event) => setLanguage(LANGUAGES.find((one) => one === event.currentTarget.value) ?? language)}
        >
          {LANGUAGES.map((one) => (
            <option key={one} value={one} lang={one}>
              {LANGUAGE_NAMES[one]}
            </option>
          ))}
        </Select>
        <Button type="submit" kind="plain" className="self-start" aria-disabled={save.pending}>
          {m.profile.save}
        </Button>
        <Outcome fault={save.fault} done={done} />
      </form>
    </Section>
  )
}
