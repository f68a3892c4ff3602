import { useId } from 'react'

interface MessageBoxProps {
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly onType: (value: string) => void
}

/** What the API takes of a message. */
const LENGTH_MAX = 500

/** A few lines to write in. */
export function MessageBox({ label, hint, value, onType }: MessageBoxProps) {
  const id = useId()
  return (
    <div className="w-full">
      <label htmlFor={id} className="label mb-1 block text-ink">
        {label}
      </label>
      <textarea
        id={id}
        aria-describedby={`${id}-told`}
        rows={3}
        maxLength={LENGTH_MAX}
        value={value}
        onChange={(typed) => onType(typed.currentTarget.value.replaceAll('\n', ' '))}
        className="w-full rounded border border-quiet/60 bg-raised px-3 py-2 text-body text-ink hover:border-ink"
      />
      <p id={`${id}-told`} className="text-small text-quiet">
        {hint}
      </p>
    </div>
  )
}
