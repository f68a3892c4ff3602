import { PLACE_ACCESSIBLE } from '@foyer/contract/compiled-manifest'
import { usePickerState, useRevision, useSeatMap, useWords } from './context.ts'
import { LevelMark } from './level-mark.tsx'

/** What the colours and shapes mean and cost; pressing one shows its places alone. */
export function Legend({ className = '' }: { readonly className?: string }) {
  const { picker } = useSeatMap()
  const { levelsShown, accessibleOnly } = usePickerState()
  useRevision()
  const { m, f } = useWords()
  const { plan, board } = picker
  const hasAccessible = plan.compiled.flags.some((flags) => (flags & PLACE_ACCESSIBLE) !== 0)

  const toggle = (level: number) => {
    const next = new Set(levelsShown)
    if (!next.delete(level)) next.add(level)
    picker.showLevels(next.size === 0 || next.size === plan.levels.length ? undefined : next)
  }

  return (
    <fieldset className={`seat-legend min-w-0 ${className}`}>
      <legend className="sr-only">{m.prices.legend}</legend>
      {plan.levels.map((level, index) => {
        const free = board.freeOf(index)
        return (
          <label
            key={level.id}
            title={`${level.name}: ${m.parts(f.price(level.price.faceValue), f.price(level.price.fees))}`}
            className="seat-chip"
          >
            <input
              type="checkbox"
              className="sr-only"
              checked={levelsShown?.has(index) ?? false}
              onChange={() => toggle(index)}
            />
            <LevelMark level={index} />
            <span className="figure">{f.price(level.price.allIn)}</span>
            <span className={free === 0 ? 'text-quiet line-through' : 'text-quiet'}>{level.name}</span>
            {free === 0 && <span className="sr-only">{m.noneLeft}</span>}
          </label>
        )
      })}
      {hasAccessible && (
        <label className="seat-chip">
          <input
            type="checkbox"
            className="sr-only"
            checked={accessibleOnly}
            onChange={() => picker.showAccessibleOnly(!accessibleOnly)}
          />
          <WheelchairMark />
          <span>{m.prices.accessible}</span>
        </label>
      )}
    </fieldset>
  )
}

export const WheelchairMark = ({ className = 'size-4' }: { readonly className?: string }) => (
  <svg
    viewBox="0 0 16 16"
    aria-hidden="true"
    className={`${className} shrink-0 fill-none stroke-current stroke-[1.5] [stroke-linecap:round] [stroke-linejoin:round]`}
  >
    <circle cx="7" cy="2.6" r="1.3" className="fill-current stroke-none" />
    <path d="M7 5.2l.3 4h3.6l1.8 3.4M4.9 7.6a3.6 3.6 0 1 0 4.9 4.6" />
  </svg>
)
