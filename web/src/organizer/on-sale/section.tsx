import type { ReactNode } from 'react'

interface SectionProps {
  readonly id: string
  readonly title: string
  readonly why?: string
  readonly children: ReactNode
}

/** One part of the on-sale, with what it is for. */
export const Section = ({ id, title, why, children }: SectionProps) => (
  <section aria-labelledby={id} className="mt-8 border-t border-line pt-6">
    <h2 id={id} className="subheading">
      {title}
    </h2>
    {why !== undefined && <p className="prose mt-2 max-w-reading text-quiet">{why}</p>}
    <div className="mt-5 flex flex-col gap-5">{children}</div>
  </section>
)

/** How a form went. */
export const Outcome = ({ fault, done }: { readonly fault: string | undefined; readonly done: string | undefined }) => (
  <>
    <p role="alert" className={fault === undefined ? 'sr-only' : 'text-stop'}>
      {fault}
    </p>
    <p role="status" className={done === undefined ? 'sr-only' : 'text-good'}>
      {done}
    </p>
  </>
)
