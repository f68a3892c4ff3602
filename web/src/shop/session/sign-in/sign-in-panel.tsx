import { useState } from 'react'
import { useSite } from '../../../document/site.ts'
import { AddressStep } from './address-step.tsx'
import { CodeStep } from './code-step.tsx'
import { ForgotStep } from './forgot-step.tsx'
import { PasswordStep } from './password-step.tsx'
import { RegisterStep } from './register-step.tsx'
import { ResetStep } from './reset-step.tsx'

type Step =
  | { readonly at: 'address' | 'password' | 'register' | 'forgot' }
  | { readonly at: 'code' | 'reset'; readonly codeId: string }

/**
 * All ways in: by a code, with which a guest buys; by password; registering; a forgotten password. What was typed as the
 * address goes along. Where no mail is sent there are no codes, and none are offered. It ends by the session being somebody's, which whoever shows this sees by `useSession`.
 */
export function SignInPanel({ title }: { readonly title?: string | undefined }) {
  const [email, setEmail] = useState('')
  const { sendsMail } = useSite()
  const [step, setStep] = useState<Step>({ at: sendsMail ? 'address' : 'password' })
  const to = (at: 'address' | 'password' | 'register' | 'forgot') => () => setStep({ at })
  const address = { email, onEmail: setEmail }
  switch (step.at) {
    case 'address':
      return (
        <AddressStep
          {...address}
          title={title}
          onCode={(codeId) => setStep({ at: 'code', codeId })}
          onPassword={to('password')}
        />
      )
    case 'code':
      return <CodeStep email={email} codeId={step.codeId} onBack={to('address')} />
    case 'password':
      return (
        <PasswordStep
          {...address}
          byMail={sendsMail ? { onCode: to('address'), onForgot: to('forgot') } : undefined}
          onRegister={to('register')}
        />
      )
    case 'register':
      return <RegisterStep {...address} onBack={to('password')} />
    case 'forgot':
      return <ForgotStep {...address} onCode={(codeId) => setStep({ at: 'reset', codeId })} onBack={to('password')} />
    case 'reset':
      return <ResetStep email={email} codeId={step.codeId} onBack={to('forgot')} />
  }
}
