import { usePickerState, useRevision, useSeatMap, useWords } from './context.ts'
import { LevelMark } from './level-mark.tsx'
import { levelAt } from './plan.ts'
import { Stepper } from './stepper.tsx'

interface AreaStepperProps {
  readonly section: number
  /** Whether it was said above, of several areas, that their places have no numbers. */
  readonly isSaid?: boolean
}

/** Places of an area without seat numbers, by how many. */
export function AreaStepper({ section, isSaid = false }: AreaStepperProps) {
  const { picker } = useSeatMap()
  const { choice } = usePickerState()
  useRevision()
  const { m, f } = useWords()
  const { plan, board } = picker
  const { name = '', first = 0 } = plan.compiled.sections[section] ?? {}
  const level = levelAt(plan, first)
  const value = choice.areas.get(section) ?? 0
  return (
    <div className="flex flex-col gap-2">
      {!isSaid && <p className="text-small text-quiet">{m.area.unnumbered}</p>}
      {level !== undefined && (
        <p className="flex items-center gap-2">
          <LevelMark level={plan.levelOf[first] ?? 0} />
          <strong className="figure text-lead">{f.price(level.price.allIn)}</strong>
          <span className="figure text-small font-normal text-quiet">
            {level.price.fees.minor === 0
              ? m.noFees
              : m.parts(f.price(level.price.faceValue), f.price(level.price.fees))}
          </span>
        </p>
      )}
      <Stepper
        label={m.area.quantity(name)}
        fewer={m.area.fewer(name)}
        more={m.area.more(name)}
        value={value}
        min={0}
        max={Math.max(value, Math.min(picker.allowance, board.freeIn(section)))}
        onChange={(quantity) => picker.setArea(section, quantity)}
      />
    </div>
  )
}
