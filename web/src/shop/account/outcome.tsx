import { Notice } from '../../ui/notice.tsx'

interface OutcomeProps {
  readonly fault: string | undefined
  readonly done: string | undefined
}

/** What came of something that was pressed, told as soon as it is known. */
export const Outcome = ({ fault, done }: OutcomeProps) => (
  <div role="status" className="w-full empty:hidden">
    {fault !== undefined ? (
      <Notice kind="stop">{fault}</Notice>
    ) : (
      done !== undefined && <Notice kind="good">{done}</Notice>
    )}
  </div>
)
