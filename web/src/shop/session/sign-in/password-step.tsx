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
  /** The ways that take a code; undefined where no mail is sent. */
  readonly byMail: { readonly onCode: () => void; readonly onForgot: () => void } | undefined
  readonly onRegister: () => void
}

/** Address and password, as password managers expect them: together. */
export function PasswordStep({ email, onEmail, byMail, onRegister }: PasswordStepProps) {
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
          {byMail !== undefined && (
            <>
              <Button kind="quiet" onClick={byMail.onForgot}>
                {m.forgot}
              </Button>
              <Button kind="quiet" onClick={byMail.onCode}>
                {s.useCode}
              </Button>
            </>
          )}
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
