import { useMessages } from '../../../i18n/context.ts'
import { Field } from '../../../ui/field.tsx'
import { sessionMessages } from '../messages/index.ts'

interface TypedProps {
  readonly value: string
  readonly onType: (value: string) => void
}

/** An address; where it is that of an account with a password, password managers are told so. */
export function EmailField({ isOfAccount = false, ...typed }: TypedProps & { readonly isOfAccount?: boolean }) {
  const { signIn: m } = useMessages(sessionMessages)
  return <Needed label={m.email} name="email" autoComplete={isOfAccount ? 'username' : 'email'} {...typed} />
}

/** What somebody is called: it stands on their tickets. */
export function NameField(typed: TypedProps) {
  const { name: m } = useMessages(sessionMessages)
  return <Needed label={m.label} name="name" autoComplete="name" {...typed} />
}

/** The password that one has; it may be called otherwise, beside a new one. */
export function PasswordField({ label, ...typed }: TypedProps & { readonly label?: string }) {
  const { password: m } = useMessages(sessionMessages)
  return <Needed label={label ?? m.label} name="password" autoComplete="current-password" {...typed} />
}

/** A password to be chosen, instead of another or as the first one. */
export function NewPasswordField({ isFirst = false, ...typed }: TypedProps & { readonly isFirst?: boolean }) {
  const { password, register, reset } = useMessages(sessionMessages)
  const label = isFirst ? password.label : reset.newPassword
  return (
    <Needed label={label} hint={register.passwordHint} name="new-password" autoComplete="new-password" {...typed} />
  )
}

interface NeededProps extends TypedProps {
  readonly label: string
  readonly hint?: string
  readonly name: keyof typeof TYPES
  readonly autoComplete: string
}

const TYPES = { email: 'email', name: 'text', password: 'password', 'new-password': 'password' } as const

/** A field without which nobody goes on, and which the step around it keeps. */
const Needed = ({ name, onType, ...field }: NeededProps) => (
  <Field {...field} name={name} type={TYPES[name]} onChange={(event) => onType(event.currentTarget.value)} required />
)
