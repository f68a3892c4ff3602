interface SegmentedProps<V extends string> {
  readonly legend: string
  readonly name: string
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly value: V
  readonly onChoose: (value: V) => void
}

/** One of a few, all in sight: radio buttons in a row. */
export const Segmented = <V extends string>({ legend, name, options, value, onChoose }: SegmentedProps<V>) => (
  <fieldset>
    <legend className="label">{legend}</legend>
    <div className="mt-1 inline-flex flex-wrap rounded border border-line bg-raised p-1">
      {options.map((option) => (
        <label
          key={option.value}
          className="inline-flex min-h-9 cursor-pointer items-center rounded-[0.2rem] px-3 text-small font-medium has-checked:bg-ink has-checked:text-paper has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-signal"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChoose(option.value)}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </div>
  </fieldset>
)
