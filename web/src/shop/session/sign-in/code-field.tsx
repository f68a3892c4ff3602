import { useMessages } from '../../../i18n/context.ts'
import { Field } from '../../../ui/field.tsx'
import { sessionMessages } from '../messages/index.ts'
import { SandboxMail } from '../sandbox-mail.tsx'

/** Room for the spaces that people type between the digits. */
const TYPED_MAX = 16

interface CodeFieldProps {
  readonly value: string
  readonly onType: (value: string) => void
}

/** Where the digits from the mail are typed, pasted, or filled in by the device. */
export function CodeField({ value, onType }: CodeFieldProps) {
  const { code } = useMessages(sessionMessages)
  return (
    <>
      <SandboxMail />
      <Field
        label={code.label}
        hint={code.hint}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={TYPED_MAX}
        className="figure text-h3 tracking-widest"
        value={value}
        onChange={(event) => onType(event.currentTarget.value)}
        required
      />
    </>
  )
}
