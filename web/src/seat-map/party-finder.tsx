import { useState } from 'react'
import { PLACE_ACCESSIBLE, type PlaceNo } from '@foyer/contract/compiled-manifest'
import { Button } from '../ui/button.tsx'
import { usePickerState, useRevision, useSeatMap, useWords } from './context.ts'
import type { Fit } from './best-seats.ts'
import { areasFor, type ListedSection } from './list-model.ts'
import { seatParty, type Party, type PartyAnswer, type PartyOption } from './party-options.ts'
import type { SeatPlan } from './plan.ts'
import { Stepper } from './stepper.tsx'
import { partyName, seatsName, type Words } from './words.ts'

type Refusal = Exclude<PartyAnswer, { found: unknown }>

interface PartyFinderProps {
  readonly onFound: (seats: readonly PlaceNo[]) => void
  /** An area without seats was taken instead. */
  readonly onArea: (section: number) => void
}

/** Chooses the best seats for a party; where it cannot sit as asked, says why and offers the other ways there are. */
export function PartyFinder({ onFound, onArea }: PartyFinderProps) {
  const { picker } = useSeatMap()
  const { levelsShown, party: taken, choice } = usePickerState()
  const words = useWords()
  const { m } = words
  useRevision()
  const { plan, allowance, board } = picker
  const [quantity, setQuantity] = useState(Math.min(2, allowance))
  const [wheelchairs, setWheelchairs] = useState(0)
  const [refusal, setRefusal] = useState<{ party: Party; answer: Refusal } | undefined>()
  const hasSpaces = plan.compiled.flags.some((flags) => (flags & PLACE_ACCESSIBLE) !== 0)

  const take = (seats: readonly PlaceNo[], fit: Fit, party: Party) => {
    picker.takeParty(seats, party, fit)
    setRefusal(undefined)
    onFound(seats)
  }
  const find = () => {
    const party = { quantity, wheelchairs: Math.min(wheelchairs, quantity), levels: levelsShown }
    // Where single seats are not told, the box office alone knows which are the best: it holds them at once.
    if (board.sectionsOnly) return void picker.holdBest(party)
    const answer = seatParty(plan, picker.board.isFree, party)
    if ('found' in answer) take(answer.found, answer.fit, party)
    else setRefusal({ party, answer })
  }

  return (
    <section className="flex flex-col gap-3">
      <h2 className="subheading">{m.party.title}</h2>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <Stepper
          label={m.party.quantity}
          fewer={m.party.fewer}
          more={m.party.more}
          value={quantity}
          min={1}
          max={allowance}
          onChange={setQuantity}
        />
        {/* Before it is known what is free there is nothing to be found, and to say so would be untrue. */}
        <Button kind="plain" onClick={find} disabled={board.version < 0} className="flex-1 whitespace-nowrap">
          {board.sectionsOnly ? m.holdBest(quantity) : m.party.find}
        </Button>
      </div>
      {hasSpaces && (
        <div className="text-small text-quiet">
          <Stepper
            label={m.party.wheelchairs}
            fewer={m.party.fewer}
            more={m.party.more}
            value={Math.min(wheelchairs, quantity)}
            min={0}
            max={quantity}
            onChange={setWheelchairs}
          />
        </div>
      )}
      <div aria-live="polite" className="text-small">
        {taken !== undefined && refusal === undefined && <p>{partyName(words, plan, choice.seats, taken.fit)}</p>}
        {refusal !== undefined && (
          <Options
            words={words}
            plan={plan}
            quantity={refusal.party.quantity}
            answer={refusal.answer}
            areas={refusal.party.wheelchairs > 0 ? [] : areasFor(plan, board, refusal.party)}
            onTake={(option) => take(option.seats, option.fit, partyOf(refusal.party, option))}
            onArea={(section) => {
              picker.takeArea(section, refusal.party.quantity)
              setRefusal(undefined)
              onArea(section)
            }}
          />
        )}
      </div>
    </section>
  )
}

interface OptionsProps {
  readonly words: Words
  readonly plan: SeatPlan
  readonly quantity: number
  readonly answer: Refusal
  /** Areas without seats that have places for all of them. */
  readonly areas: readonly ListedSection[]
  readonly onTake: (option: PartyOption) => void
  readonly onArea: (section: number) => void
}

/** Why there is nothing as asked for, and what there is. */
function Options({ words, plan, quantity, answer, areas, onTake, onArea }: OptionsProps) {
  const { m, f } = words
  return (
    <>
      <p className="font-semibold">{whyNot(m, quantity, answer, areas.length > 0)}</p>
      {answer.options.length === 0 && areas.length === 0 && <p className="mt-1 text-quiet">{m.party.nothing}</p>}
      <ul className="mt-2 flex flex-col gap-2">
        {answer.options.map((option) => (
          <Option key={option.seats.join()} name={optionName(words, plan, option)} onTake={() => onTake(option)} />
        ))}
        {areas.slice(0, AREAS_MAX).map(({ index, name, cheapest }) => (
          <Option
            key={`area ${index}`}
            name={m.party.inArea(name, quantity, cheapest === undefined ? '' : f.price(cheapest.price))}
            onTake={() => onArea(index)}
          />
        ))}
      </ul>
    </>
  )
}

const AREAS_MAX = 4

const Option = ({ name, onTake }: { readonly name: string; readonly onTake: () => void }) => (
  <li>
    <button
      type="button"
      onClick={onTake}
      className="min-h-11 w-full rounded border border-line bg-raised px-3 py-2 text-left hover:border-ink"
    >
      {name}
    </button>
  </li>
)

function whyNot({ party }: Words['m'], quantity: number, answer: Refusal, hasAreas: boolean): string {
  if (answer.refused === 'not-together') return party.notTogether(quantity)
  if (!hasAreas) return party.tooFew(answer.available)
  return answer.available === 0 ? party.onlyAreas : party.fewSeats(answer.available)
}

function optionName(words: Words, plan: SeatPlan, { seats, fit, level }: PartyOption): string {
  const { m, f } = words
  const where = seatsName(words, plan, seats)
  const other = level === undefined ? undefined : plan.levels[level]
  if (other !== undefined) return m.party.atPrice(other.name, f.price(other.price.allIn), where)
  return fit === 'neighbouring-rows' ? m.party.inRows(where) : m.party.apart(where)
}

/** Whoever takes another price asks for that price from then on. */
const partyOf = (party: Party, { level }: PartyOption): Party =>
  level === undefined ? party : { ...party, levels: new Set([level]) }
