import { useApi } from '../../../api/context.ts'
import { useLanguage, useMessages } from '../../../i18n/context.ts'
import { Button } from '../../../ui/button.tsx'
import { sessionMessages } from '../messages/index.ts'
import { askCode } from './ask-code.ts'
import { EmailField } from './fields.tsx'
import { Step } from './step.tsx'
import { useSubmit } from './use-submit.ts'

interface AddressStepProps {
  /** What it is called where nobody buys. */
  readonly title: string | undefined
  readonly email: string
  readonly onEmail: (email: string) => void
  readonly onCode: (codeId: string) => void
  readonly onPassword: () => void
}

/** The address first: with it alone one can buy. */
export function AddressStep({ title, email, onEmail, onCode, onPassword }: AddressStepProps) {
  const { signIn: m } = useMessages(sessionMessages)
  const api = useApi()
  const language = useLanguage()
  const submit = useSubmit(async () => onCode(await askCode(api, email, 'sign-in', language)))
  return (
    <Step
      title={title ?? m.title}
      lead={m.lead}
      go={m.sendCode}
      {...submit}
      ways={
        <Button kind="quiet" onClick={onPassword}>
          {m.usePassword}
        </Button>
      }
    >
      <EmailField value={email} onType={onEmail} />
    </Step>
  )
}
