import { useApi } from '../../../api/context.ts'
import { useLanguage, useMessages } from '../../../i18n/context.ts'
import { Button } from '../../../ui/button.tsx'
import { sessionMessages } from '../messages/index.ts'
import { askCode } from './ask-code.ts'
import { EmailField } from './fields.tsx'
import { Step } from './step.tsx'
import { useSubmit } from './use-submit.ts'

interface ForgotStepProps {
  readonly email: string
  readonly onEmail: (email: string) => void
  readonly onCode: (codeId: string) => void
  readonly onBack: () => void
}

/** Where the code for a new password is to go. */
export function ForgotStep({ email, onEmail, onCode, onBack }: ForgotStepProps) {
  const { reset: m, signIn: s, register: r } = useMessages(sessionMessages)
  const api = useApi()
  const language = useLanguage()
  const submit = useSubmit(async () => onCode(await askCode(api, email, 'reset-password', language)))
  return (
    <Step
      title={m.title}
      lead={m.warning}
      go={s.sendCode}
      {...submit}
      followed
      ways={
        <Button kind="quiet" onClick={onBack}>
          {r.have}
        </Button>
      }
    >
      <EmailField value={email} onType={onEmail} isOfAccount />
    </Step>
  )
}
