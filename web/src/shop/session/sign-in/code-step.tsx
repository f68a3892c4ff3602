import { Refused } from '@foyer/contract/client'
import { useState } from 'react'
import { useApi } from '../../../api/context.ts'
import { useLanguage, useMessages } from '../../../i18n/context.ts'
import { Button } from '../../../ui/button.tsx'
import { browserSession } from '../browser-session.ts'
import { sessionMessages } from '../messages/index.ts'
import { askCode, digitsIn } from './ask-code.ts'
import { CodeField } from './code-field.tsx'
import { NameField } from './fields.tsx'
import { Step } from './step.tsx'
import { useSubmit } from './use-submit.ts'

interface CodeStepProps {
  readonly email: string
  readonly codeId: string
  readonly onBack: () => void
}

/** The code from the mail; and, where the address is new, a name. */
export function CodeStep({ email, codeId: firstId, onBack }: CodeStepProps) {
  const { code: m, name: n, signIn: s } = useMessages(sessionMessages)
  const api = useApi()
  const language = useLanguage()
  const [codeId, setCodeId] = useState(firstId)
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [named, setNamed] = useState(false)
  const [told, setTold] = useState<string>()

  const submit = useSubmit(async () => {
    const proof = { email, codeId, code: digitsIn(code), language, ...(named ? { name } : {}) }
    try {
      await browserSession().signInByCode(proof)
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.code !== 'name-needed') throw error
      setNamed(true)
    }
  })
  const again = useSubmit(async () => {
    setCodeId(await askCode(api, email, 'sign-in', language))
    setCode('')
    setTold(m.sentAgain)
  })
  const back = (
    <Button kind="quiet" onClick={named ? () => setNamed(false) : onBack}>
      {s.changeAddress}
    </Button>
  )
  if (named)
    return (
      <Step key="name" title={n.title} lead={n.lead} go={n.go} {...submit} ways={back} followed>
        <NameField value={name} onType={setName} />
      </Step>
    )
  return (
    <Step
      key="code"
      title={m.title}
      lead={told ?? m.sent(email)}
      go={m.go}
      {...submit}
      fault={submit.fault ?? again.fault}
      followed
      ways={
        <>
          <Button kind="quiet" onClick={again.run}>
            {m.again}
          </Button>
          {back}
        </>
      }
    >
      <CodeField value={code} onType={setCode} />
    </Step>
  )
}
