import { useEffect, useRef, type ReactNode, type SyntheticEvent } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'

interface StepProps {
  readonly title: string
  readonly lead?: string | undefined
  readonly go: string
  readonly pending: boolean
  readonly fault: string | undefined
  readonly onSubmit: (event: SyntheticEvent) => void
  readonly children: ReactNode
  /** Other ways on. */
  readonly ways?: ReactNode
  /** Whether it takes the place of another step, so that it is told and its first field is ready. */
  readonly followed?: boolean
}

/** One step of a form: what it is about, one field or two, one thing to press, and the other ways on. */
export function Step({ title, lead, go, pending, fault, onSubmit, children, ways, followed = false }: StepProps) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (followed) form.current?.querySelector('input')?.focus()
  }, [followed])
  return (
    <form ref={form} method="post" onSubmit={onSubmit} className="max-w-reading" aria-busy={pending} noValidate>
      <h2 className="heading">{title}</h2>
      {lead !== undefined && <p className="prose mt-3 text-quiet">{lead}</p>}
      <div className="mt-6 flex flex-col gap-5">{children}</div>
      <div role="alert" className="mt-5 empty:hidden">
        {fault !== undefined && <Notice kind="stop">{fault}</Notice>}
      </div>
      <div className="mt-6 flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button type="submit" className="w-full tablet:w-auto" aria-disabled={pending}>
          {go}
        </Button>
        <div className="-mx-2 flex flex-wrap gap-x-3 gap-y-2 empty:hidden tablet:mx-0">{ways}</div>
      </div>
    </form>
  )
}
