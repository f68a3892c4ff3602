import { useMessages } from '../../../i18n/context.ts'
import { Field } from '../../../ui/field.tsx'
import { sessionMessages } from '../messages/index.ts'

interface TypedProps {
  readonly value: string
  readonly onType: (value: string) => void
}

/** An address; where it is that of an account with a password, password managers are told so. */
export function EmailField({ value, onType, isOfAccount = false }: TypedProps & { readonly isOfAccount?: boolean }) {
  const { signIn: m } = useMessages(sessionMessages)
  return (
    <Field
      label={m.email}
      name="email"
      type="email"
      autoComplete={isOfAccount ? 'username' : 'email'}
      value={value}
      onChange={(event) => onType(event.currentTarget.value)}
      required
    />
  )
}

/** What somebody is called: it stands on their tickets. */
export function NameField({ value, onType }: TypedProps) {
  const { name: m } = useMessages(sessionMessages)
  return (
    <Field
      label={m.label}
      name="name"
      autoComplete="name"
      value={value}
      onChange={(event) => onType(event.currentTarget.value)}
      required
    />
  )
}

/** The password that one has. */
export function PasswordField({ value, onType }: TypedProps) {
  const { password: m } = useMessages(sessionMessages)
  return (
    <Field
      label={m.label}
      name="password"
      type="password"
      autoComplete="current-password"
      value={value}
      onChange={(event) => onType(event.currentTarget.value)}
      required
    />
  )
}

/** A password to be chosen, instead of another or as the first one. */
export function NewPasswordField({ value, onType, isFirst = false }: TypedProps & { readonly isFirst?: boolean }) {
  const { password, register, reset } = useMessages(sessionMessages)
  return (
    <Field
      label={isFirst ? password.label : reset.newPassword}
      hint={register.passwordHint}
      name="new-password"
      type="password"
      autoComplete="new-password"
      value={value}
      onChange={(event) => onType(event.currentTarget.value)}
      required
    />
  )
}
