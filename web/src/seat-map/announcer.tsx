import { usePickerState, useSeatMap, useWords } from './context.ts'
import { costOf } from './hold-wish.ts'
import { placeName } from './words.ts'

/** Says what was chosen and given up, and where the keys are on the map, to those who do not see it. */
export function Announcer({ focused }: { readonly focused: string }) {
  const { picker } = useSeatMap()
  const { said, choice } = usePickerState()
  const words = useWords()
  const { m, f } = words
  const { plan } = picker
  const cost = costOf(plan, choice)
  const total = f.price({ minor: cost.allIn, currency: plan.levels[0]?.price.allIn.currency ?? 'EUR' })

  function saying(): string {
    const { happening } = said
    switch (happening?.kind) {
      case 'chose':
        return m.choice.chose(placeName(words, plan, happening.place), cost.count, total)
      case 'gave-up':
        return m.choice.gaveUp(placeName(words, plan, happening.place), cost.count, total)
      case 'was-taken':
        return m.choice.takenNow(placeName(words, plan, happening.place))
      case 'area':
        return m.choice.chose(
          `${f.number(happening.quantity)} × ${plan.compiled.sections[happening.section]?.name ?? ''}`,
          cost.count,
          total,
        )
      case 'allowance':
      case undefined:
        return ''
    }
  }

  return (
    <>
      <output className="sr-only" data-said="choice">
        {saying()}
      </output>
      <output className="sr-only" data-said="focus">
        {focused}
      </output>
    </>
  )
}
