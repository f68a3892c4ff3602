import { useState } from 'react'
import { useApi } from '../../../api/context.ts'
import { useMessages } from '../../../i18n/context.ts'
import { Button } from '../../../ui/button.tsx'
import { browserSession } from '../browser-session.ts'
import { sessionMessages } from '../messages/index.ts'
import { digitsIn } from './ask-code.ts'
import { CodeField } from './code-field.tsx'
import { NewPasswordField } from './fields.tsx'
import { Step } from './step.tsx'
import { useSubmit } from './use-submit.ts'

interface ResetStepProps {
  readonly email: string
  readonly codeId: string
  readonly onBack: () => void
}

/** A new password by a code from the mail; whoever sets it is signed in with it. */
export function ResetStep({ email, codeId, onBack }: ResetStepProps) {
  const { reset: m, code: c, signIn: s } = useMessages(sessionMessages)
  const api = useApi()
  const [code, setCode] = useState('')
  const [newPassword, setNewPassword] = useState('')
  const submit = useSubmit(async () => {
    await api.call('POST', '/v1/password-resets', { body: { email, codeId, code: digitsIn(code), newPassword } })
    await browserSession().signIn(email, newPassword)
  })
  return (
    <Step
      title={m.title}
      lead={`${c.sent(email)} ${m.warning}`}
      go={m.go}
      {...submit}
      followed
      ways={
        <Button kind="quiet" onClick={onBack}>
          {s.changeAddress}
        </Button>
      }
    >
      <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
      <CodeField value={code} onType={setCode} />
      <NewPasswordField value={newPassword} onType={setNewPassword} />
    </Step>
  )
}
