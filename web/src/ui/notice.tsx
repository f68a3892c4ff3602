import type { ReactNode } from 'react'

const LOOKS = {
  plain: 'border-ink bg-sunk',
  signal: 'border-signal bg-signal-soft',
  good: 'border-good bg-good-soft',
  stop: 'border-stop bg-stop-soft',
} as const

interface NoticeProps {
  readonly kind?: keyof typeof LOOKS
  readonly title?: string
  readonly children: ReactNode
  /** Told to readers of the screen as soon as it appears. */
  readonly live?: boolean
}

/** Says what happened, what it means and what to do. */
export const Notice = ({ kind = 'plain', title, children, live = false }: NoticeProps) => (
  <div role={live ? 'status' : undefined} className={`prose border-l-4 px-5 py-4 ${LOOKS[kind]}`}>
    {title !== undefined && <p className="font-display font-bold">{title}</p>}
    {children}
  </div>
)
