import { useState } from 'react'
import { useMessages } from '../../../i18n/context.ts'
import { Button } from '../../../ui/button.tsx'
import { browserSession } from '../browser-session.ts'
import { sessionMessages } from '../messages/index.ts'
import { EmailField, PasswordField } from './fields.tsx'
import { Step } from './step.tsx'
import { useSubmit } from './use-submit.ts'

interface PasswordStepProps {
  readonly email: string
  readonly onEmail: (email: string) => void
  readonly onCode: () => void
  readonly onForgot: () => void
  readonly onRegister: () => void
}

/** Address and password, as password managers expect them: together. */
export function PasswordStep({ email, onEmail, onCode, onForgot, onRegister }: PasswordStepProps) {
  const { password: m, signIn: s } = useMessages(sessionMessages)
  const [password, setPassword] = useState('')
  const submit = useSubmit(() => browserSession().signIn(email, password))
  return (
    <Step
      title={m.title}
      go={m.go}
      {...submit}
      followed
      ways={
        <>
          <Button kind="quiet" onClick={onForgot}>
            {m.forgot}
          </Button>
          <Button kind="quiet" onClick={onCode}>
            {s.useCode}
          </Button>
          <Button kind="quiet" onClick={onRegister}>
            {m.register}
          </Button>
        </>
      }
    >
      <EmailField value={email} onType={onEmail} isOfAccount />
      <PasswordField value={password} onType={setPassword} />
    </Step>
  )
}
