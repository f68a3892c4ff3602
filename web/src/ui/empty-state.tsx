import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly title: string
  readonly text: string
  /** The ways on. */
  readonly children?: ReactNode
}

/** What is shown where there is nothing to show: why, and what to do. */
export const EmptyState = ({ title, text, children }: EmptyStateProps) => (
  <div className="border-y border-line py-16">
    <svg viewBox="0 0 96 24" aria-hidden="true" className="mb-6 w-24 text-line">
      <path
        d="M2 22V10a6 6 0 0 1 12 0v12zM30 22V10a6 6 0 0 1 12 0v12zM58 22V10a6 6 0 0 1 12 0v12z"
        fill="currentcolor"
      />
    </svg>
    <h2 className="heading">{title}</h2>
    <p className="prose mt-3 max-w-reading text-quiet">{text}</p>
    {children !== undefined && <div className="mt-6 flex flex-wrap gap-3">{children}</div>}
  </div>
)
