import { useEffect, useId, useRef, useState } from 'react'
import { Button, type ButtonKind } from '../ui/button.tsx'

interface AskFirstProps {
  readonly label: string
  /** For whoever hears it without what stands around it. */
  readonly describedAs?: string
  readonly question: string
  readonly go: string
  readonly keep: string
  readonly kind?: ButtonKind
  readonly disabled?: boolean
  readonly onGo: () => void
}

/** A button for what cannot be undone: it says what will happen, and asks. */
export function AskFirst({
  label,
  describedAs,
  question,
  go,
  keep,
  kind = 'quiet',
  disabled = false,
  onGo,
}: AskFirstProps) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [asking, setAsking] = useState(false)
  useEffect(() => {
    if (asking) dialog.current?.showModal()
  }, [asking])
  const leave = () => dialog.current?.close()
  return (
    <>
      <Button
        kind={kind}
        aria-label={describedAs}
        aria-disabled={disabled}
        onClick={() => {
          if (!disabled) setAsking(true)
        }}
      >
        {label}
      </Button>
      {asking && (
        <dialog
          ref={dialog}
          aria-labelledby={id}
          onClose={() => setAsking(false)}
          className="m-auto w-[min(30rem,calc(100vw-2rem))] rounded bg-raised p-6 text-ink shadow-over backdrop:bg-ink/60"
        >
          <p id={id} className="prose">
            {question}
          </p>
          <div className="mt-6 flex flex-wrap gap-3">
            <Button
              onClick={() => {
                leave()
                onGo()
              }}
            >
              {go}
            </Button>
            <Button kind="plain" onClick={leave}>
              {keep}
            </Button>
          </div>
        </dialog>
      )}
    </>
  )
}
