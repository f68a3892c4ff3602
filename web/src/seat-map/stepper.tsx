interface StepperProps {
  readonly label: string
  readonly fewer: string
  readonly more: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
  readonly isLabelHidden?: boolean
}

/** A small number with a button on each side. */
export const Stepper = ({ label, fewer, more, value, min, max, onChange, isLabelHidden = false }: StepperProps) => (
  <fieldset aria-label={label} className="flex items-center justify-between gap-3">
    {!isLabelHidden && <span aria-hidden="true">{label}</span>}
    <span className="inline-flex items-center rounded border border-line bg-raised">
      <button
        type="button"
        aria-label={fewer}
        disabled={value <= min}
        onClick={() => onChange(value - 1)}
        className="grid size-11 place-items-center text-h3 leading-none disabled:opacity-35"
      >
        −
      </button>
      <output aria-live="polite" className="figure min-w-8 text-center text-lead leading-none">
        {value}
      </output>
      <button
        type="button"
        aria-label={more}
        disabled={value >= max}
        onClick={() => onChange(value + 1)}
        className="grid size-11 place-items-center text-h3 leading-none disabled:opacity-35"
      >
        +
      </button>
    </span>
  </fieldset>
)
