import { useId, type ComponentProps, type ReactNode } from 'react'

const BOX =
  'w-full min-h-12 rounded border border-quiet/60 bg-raised px-3 text-body text-ink placeholder:text-quiet hover:border-ink aria-invalid:border-stop'

interface Labelled {
  readonly label: string
  /** What to write, where the label does not say it all. */
  readonly hint?: string | undefined
  /** What is wrong, and what to write instead. */
  readonly fault?: string | undefined
}

interface LabelledBoxProps extends Labelled {
  readonly children: (ids: { id: string; describedBy: string | undefined }) => ReactNode
}

function LabelledBox({ label, hint, fault, children }: LabelledBoxProps) {
  const id = useId()
  const told = fault ?? hint
  return (
    <div>
      <label htmlFor={id} className="label mb-1 block text-ink">
        {label}
      </label>
      {children({ id, describedBy: told === undefined ? undefined : `${id}-told` })}
      {told !== undefined && (
        <p id={`${id}-told`} className={`mt-1 text-small ${fault === undefined ? 'text-quiet' : 'text-stop'}`}>
          {told}
        </p>
      )}
    </div>
  )
}

/** What a box is told of its label, and how it looks. */
const boxProps = (
  ids: { id: string; describedBy: string | undefined },
  fault: string | undefined,
  className: string,
) => ({
  id: ids.id,
  'aria-describedby': ids.describedBy,
  'aria-invalid': fault === undefined ? undefined : true,
  className: `${BOX} ${className}`,
})

/** A line to write in, with its label in sight. */
export const Field = ({ label, hint, fault, className = '', ...rest }: Labelled & ComponentProps<'input'>) => (
  <LabelledBox label={label} hint={hint} fault={fault}>
    {(ids) => <input {...boxProps(ids, fault, className)} {...rest} />}
  </LabelledBox>
)

/** Some lines to write in, with their label in sight. */
export const TextArea = ({ label, hint, fault, className = '', ...rest }: Labelled & ComponentProps<'textarea'>) => (
  <LabelledBox label={label} hint={hint} fault={fault}>
    {(ids) => <textarea rows={4} {...boxProps(ids, fault, `py-2 ${className}`)} {...rest} />}
  </LabelledBox>
)

/** One of several, chosen by the device's own list. */
export const Select = ({ label, hint, fault, className = '', ...rest }: Labelled & ComponentProps<'select'>) => (
  <LabelledBox label={label} hint={hint} fault={fault}>
    {(ids) => <select {...boxProps(ids, fault, className)} {...rest} />}
  </LabelledBox>
)

/** Yes or no. */
export const Checkbox = ({ label, className = '', ...rest }: { readonly label: string } & ComponentProps<'input'>) => (
  <label className={`flex min-h-11 cursor-pointer items-center gap-3 ${className}`}>
    <input type="checkbox" className="size-5 shrink-0 accent-signal" {...rest} />
    <span>{label}</span>
  </label>
)
