import { useMessages } from '../../i18n/context.ts'
import { organizerMessages } from '../messages/index.ts'

/** A field as others have saved it, in words. */
export interface ChangedField {
  readonly label: string
  /** Empty: there is nothing in it now. */
  readonly value: string
  /** What one typed there oneself stands in the form still. */
  readonly isKept: boolean
}

/** Tells what others changed while a form was open, and what of one's own is still to be saved. */
export function MeanwhileNotice({ changed }: { readonly changed: readonly ChangedField[] | undefined }) {
  const m = useMessages(organizerMessages).meanwhile
  return (
    <div role="alert">
      {changed !== undefined && (
        <div className="max-w-reading border-l-4 border-signal bg-signal-soft px-5 py-4">
          <p className="font-display font-semibold">{m.title}</p>
          <ul className="mt-2 list-disc space-y-1 pl-5">
            {changed.map(({ label, value, isKept }) => (
              <li key={label}>{(isKept ? m.kept : m.taken)(label, value === '' ? m.empty : m.quoted(value))}</li>
            ))}
          </ul>
          <p className="mt-2">{m.again}</p>
        </div>
      )}
    </div>
  )
}
