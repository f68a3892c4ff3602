import { Refused } from '@foyer/contract/client'
import { useState } from 'react'
import { useApi } from '../../../api/context.ts'
import { useLanguage, useMessages } from '../../../i18n/context.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { browserSession } from '../browser-session.ts'
import { sessionMessages } from '../messages/index.ts'
import { Step } from './step.tsx'
import { useSubmit } from './use-submit.ts'

interface RegisterStepProps {
  readonly email: string
  readonly onEmail: (email: string) => void
  readonly onBack: () => void
}

/** An account with a password, opened and signed in to at once. */
export function RegisterStep({ email, onEmail, onBack }: RegisterStepProps) {
  const { register: m, signIn: s, name: n, password: p } = useMessages(sessionMessages)
  const api = useApi()
  const language = useLanguage()
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
      fault={taken ? m.taken : submit.fault}
      followed
      ways={
        <Button kind="quiet" onClick={onBack}>
          {m.have}
        </Button>
      }
    >
      <Field
        label={n.label}
        name="name"
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        required
      />
      <Field
        label={s.email}
        name="email"
        type="email"
        autoComplete="username"
        value={email}
        onChange={(event) => onEmail(event.currentTarget.value)}
        required
      />
      <Field
        label={p.label}
        hint={m.passwordHint}
        name="password"
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        required
      />
    </Step>
  )
}
