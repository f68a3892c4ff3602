import { useId, type ReactNode } from 'react'

/** A part of the account, ruled off from the one before. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="mt-12 border-t border-line pt-8">
      <h2 id={id} className="subheading">
        {title}
      </h2>
      <div className="mt-5 flex flex-col items-start gap-5">{children}</div>
    </section>
  )
}
