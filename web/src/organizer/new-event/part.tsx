import { useId, type ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import type { EventDraft } from './draft.ts'

/** What each part of the form is given. */
export interface PartProps {
  readonly draft: EventDraft
  readonly onDraft: (change: (draft: EventDraft) => EventDraft) => void
  /** What is wrong, by the field of the form. */
  readonly faults: Readonly<Record<string, string>>
}

interface GroupProps {
  readonly title: string
  readonly why?: string
  readonly children: ReactNode
}

/** One question of the form: what, where, when. On a desk its name stands beside it. */
export function Group({ title, why, children }: GroupProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="border-t-2 border-ink py-8">
      <h2 id={id} className="heading">
        {title}
      </h2>
      {why !== undefined && <p className="prose mt-2 text-quiet">{why}</p>}
      <div className="mt-6 flex flex-col gap-6">{children}</div>
    </section>
  )
}

interface ChosenProps {
  readonly label: string
  readonly name: string
  readonly detail: string
  readonly other: string
  readonly onOther: () => void
}

/** What was chosen, and the way to choose anew. */
export const Chosen = ({ label, name, detail, other, onOther }: ChosenProps) => (
  <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-l-4 border-signal bg-sunk px-5 py-4">
    <div className="min-w-0">
      <p className="label">{label}</p>
      <p className="subheading mt-1">{name}</p>
      <p className="text-small text-quiet">{detail}</p>
    </div>
    <Button kind="plain" onClick={onOther}>
      {other}
    </Button>
  </div>
)

/** Fields that few need, behind a line that says which. */
export const More = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <details>
    <summary className="fold inline-flex min-h-11 items-center gap-3 font-display font-semibold hover:underline">
      {title}
    </summary>
    <div className="mt-4 flex flex-col gap-6">{children}</div>
  </details>
)
