import { Refused } from '@foyer/contract/client'
import { useState } from 'react'
import { useApi } from '../../../api/context.ts'
import { useSite } from '../../../document/site.ts'
import { useLanguage, useMessages } from '../../../i18n/context.ts'
import { Button } from '../../../ui/button.tsx'
import { browserSession } from '../browser-session.ts'
import { sessionMessages } from '../messages/index.ts'
import { EmailField, NameField, NewPasswordField } from './fields.tsx'
import { Step } from './step.tsx'
import { useSubmit } from './use-submit.ts'

interface RegisterStepProps {
  readonly email: string
  readonly onEmail: (email: string) => void
  readonly onBack: () => void
}

/** An account with a password, opened and signed in to at once. */
export function RegisterStep({ email, onEmail, onBack }: RegisterStepProps) {
  const { register: m } = useMessages(sessionMessages)
  const api = useApi()
  const language = useLanguage()
  const { sendsMail } = useSite()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [taken, setTaken] = useState(false)
  const submit = useSubmit(async () => {
    setTaken(false)
    await api.call('POST', '/v1/accounts', { body: { kind: 'individual', email, name, password, language } })
    try {
      await browserSession().signIn(email, password)
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.code !== 'wrong-credentials') throw error
      setTaken(true)
    }
  })
  return (
    <Step
      title={m.title}
      go={m.go}
      {...submit}
      fault={taken ? (sendsMail ? m.taken : m.takenNoMail) : submit.fault}
      followed
      ways={
        <Button kind="quiet" onClick={onBack}>
          {m.have}
        </Button>
      }
    >
      <NameField value={name} onType={setName} />
      <EmailField value={email} onType={onEmail} isOfAccount />
      <NewPasswordField value={password} onType={setPassword} isFirst />
    </Step>
  )
}
