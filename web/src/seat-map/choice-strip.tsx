import { Button } from '../ui/button.tsx'
import { countChosen } from './choice.ts'
import { usePickerState, useRevision, useSeatMap, useWords } from './context.ts'
import { costOf } from './hold-wish.ts'
import { LevelMark } from './level-mark.tsx'
import { isSoldOut } from './list-model.ts'
import { hasSeats, levelAt } from './plan.ts'
import { placeName } from './words.ts'

/** What was chosen: each place with its price, the total with its parts, and the way on. */
export function ChoiceStrip() {
  const { picker } = useSeatMap()
  const { choice, isHolding } = usePickerState()
  const words = useWords()
  const { m, f } = words
  useRevision()
  const { plan, board } = picker
  const cost = costOf(plan, choice)
  const currency = plan.levels[0]?.price.allIn.currency ?? 'EUR'
  const price = (minor: number) => f.price({ minor, currency })

  return (
    <section aria-label={m.choice.label} className="seat-strip">
      {countChosen(choice) === 0 ? (
        <p className="py-2 text-quiet">
          {isSoldOut(plan, board)
            ? m.choice.nothingLeft
            : board.sectionsOnly
              ? m.sectionsOnly.strip(m.party.title)
              : hasSeats(plan)
                ? m.choice.nothing
                : m.choice.nothingOfAreas}
        </p>
      ) : (
        <>
          <ul className="seat-chosen">
            {choice.seats.map((seat) => (
              <Chosen
                key={seat}
                name={placeName(words, plan, seat)}
                price={price(levelAt(plan, seat)?.price.allIn.minor ?? 0)}
                level={plan.levelOf[seat] ?? 0}
                remove={m.choice.remove(placeName(words, plan, seat))}
                onRemove={() => picker.toggle(seat)}
              />
            ))}
            {[...choice.areas].map(([section, quantity]) => {
              const { name = '', first = 0 } = plan.compiled.sections[section] ?? {}
              return (
                <Chosen
                  key={`area ${section}`}
                  name={`${f.number(quantity)} × ${name}`}
                  price={price((levelAt(plan, first)?.price.allIn.minor ?? 0) * quantity)}
                  level={plan.levelOf[first] ?? 0}
                  remove={m.choice.remove(name)}
                  onRemove={() => picker.setArea(section, 0)}
                />
              )
            })}
          </ul>
          <div className="seat-total">
            <p className="leading-tight">
              <span className="block text-small text-quiet">
                {m.choice.count(cost.count)} · {m.choice.total}
              </span>
              <strong className="figure text-h3">{price(cost.allIn)}</strong>{' '}
              <span className="figure text-small font-normal text-quiet">
                {cost.fees === 0 ? m.noFees : m.parts(price(cost.faceValue), price(cost.fees))}
              </span>
            </p>
            <Button
              onClick={() => void picker.hold()}
              aria-disabled={isHolding}
              className="grow whitespace-nowrap desk:grow-0"
            >
              {isHolding ? m.choice.holding : choice.seats.length > 0 ? m.choice.hold : m.choice.holdPlaces}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

interface ChosenProps {
  readonly name: string
  readonly price: string
  readonly level: number
  readonly remove: string
  readonly onRemove: () => void
}

const Chosen = ({ name, price, level, remove, onRemove }: ChosenProps) => (
  <li className="inline-flex min-h-13 shrink-0 items-center gap-2.5 rounded border border-line bg-paper pl-3">
    <LevelMark level={level} />
    <span className="whitespace-nowrap text-small leading-tight">
      {name} <span className="figure block text-body leading-tight">{price}</span>
    </span>
    <button
      type="button"
      aria-label={remove}
      onClick={onRemove}
      className="grid size-11 place-items-center text-quiet hover:text-ink"
    >
      <svg
        viewBox="0 0 16 16"
        aria-hidden="true"
        className="size-4 fill-none stroke-current stroke-2 [stroke-linecap:round]"
      >
        <path d="M4 4l8 8M12 4l-8 8" />
      </svg>
    </button>
  </li>
)
