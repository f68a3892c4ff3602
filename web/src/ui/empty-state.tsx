import type { ReactNode } from 'react'
import { SeatRows } from './seat-rows.tsx'

interface EmptyStateProps {
  readonly title: string
  readonly text: string
  /** What it is that there is nothing of. */
  readonly about?: ReactNode
  /** The ways on. */
  readonly children?: ReactNode
}

/** What is shown where there is nothing to show: why, and what to do. */
export const EmptyState = ({ title, text, about, children }: EmptyStateProps) => (
  <div className="border-y border-line py-12">
    <SeatRows seat="empty" className="-ml-2 mb-6 w-44" />
    <h2 className="heading">{title}</h2>
    <p className="prose mt-3 max-w-reading text-quiet">{text}</p>
    {about}
    {children !== undefined && <div className="mt-6 flex flex-wrap gap-3">{children}</div>}
  </div>
)
