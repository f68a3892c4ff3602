import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { usePickerState, useSeatMap, useWords } from './context.ts'
import { levelAt } from './plan.ts'
import type { LostSeat } from './picker.ts'
import { partyName, placeName, type Words } from './words.ts'
import type { SeatPlan } from './plan.ts'

/** What a person has to know now, and what they can do about it: seats lost, single seats, what the box office said. */
export function Notices() {
  const { picker } = useSeatMap()
  const { choice, lost, shortAreas, single, answer, party, said } = usePickerState()
  const words = useWords()
  const { m, f } = words
  const { plan, allowance } = picker
  const seat = (place: number) => plan.compiled.address(place).seat ?? ''
  const moved = single?.shift.group ?? []

  return (
    <div className="seat-notices">
      <div role="alert" className="contents">
        {lost.map((one) => (
          <Notice key={one.place} tone="stop">
            <p>
              {m.lost.one(placeName(words, plan, one.place))} {nearText(words, plan, one)}
            </p>
            <p className="mt-2 flex flex-wrap gap-2">
              {one.near !== undefined && (
                <Button className="min-h-11! px-4!" onClick={() => picker.takeNear(one)}>
                  {m.lost.take(seat(one.near.place))}
                </Button>
              )}
              <Button kind="quiet" className="min-h-11!" onClick={() => picker.leaveLost(one)}>
                {m.lost.leave}
              </Button>
            </p>
          </Notice>
        ))}
        {shortAreas.map(({ section, left }) => (
          <Notice key={section} tone="stop">
            {m.lost.areaShort(plan.compiled.sections[section]?.name ?? '', left)}
          </Notice>
        ))}
        {answer !== undefined && (
          <Notice tone="stop">
            {'remaining' in answer
              ? m.refused[answer.answer](answer.remaining)
              : answer.answer === 'hold-pause'
                ? m.refused['hold-pause'](Math.ceil(answer.seconds / 60))
                : m.refused[answer.answer]}
          </Notice>
        )}
        {said.happening?.kind === 'allowance' && <Notice tone="plain">{m.choice.allowance(allowance)}</Notice>}
      </div>
      {lost.length > 0 && party !== undefined && (
        <Button kind="plain" onClick={() => void picker.holdBest(party.asked)}>
          {m.holdBest(party.asked.quantity)}
        </Button>
      )}
      <div aria-live="polite" className="contents">
        {party !== undefined && lost.length === 0 && (
          <Notice tone="plain" className="desk:hidden">
            {partyName(words, plan, choice.seats, party.fit)}
          </Notice>
        )}
        {single !== undefined && party === undefined && lost.length === 0 && (
          <Notice tone="plain">
            <p>
              {m.single.one(f.list(single.seats.map(seat)))} {m.single.shift(f.list(moved.map(seat)), moved.length)}
            </p>
            <p className="mt-2 flex flex-wrap gap-2">
              <Button kind="plain" className="min-h-11! px-4!" onClick={() => picker.shift(single.shift)}>
                {m.single.take(f.list(moved.map(seat)), moved.length)}
              </Button>
              <Button kind="quiet" className="min-h-11!" onClick={picker.keepSingle}>
                {m.single.keep}
              </Button>
            </p>
          </Notice>
        )}
      </div>
    </div>
  )
}

interface NoticeProps {
  readonly tone: 'stop' | 'plain'
  readonly className?: string
  readonly children: ReactNode
}

const Notice = ({ tone, className = '', children }: NoticeProps) => (
  <div className={`seat-notice border-l-4 ${tone === 'stop' ? 'border-stop' : 'border-ink'} ${className}`}>
    {children}
  </div>
)

function nearText(words: Words, plan: SeatPlan, { place, near }: LostSeat): string {
  const { m, f } = words
  if (near === undefined) return m.lost.none
  const { row, seat } = plan.compiled.address(near.place)
  const where =
    near.where === 'same-row'
      ? m.lost.near['same-row'](seat ?? '')
      : near.where === 'same-section'
        ? m.lost.near['same-section'](row ?? '', seat ?? '')
        : m.lost.near.elsewhere(placeName(words, plan, near.place))
  const level = levelAt(plan, near.place)
  const costsOther = level !== undefined && level !== levelAt(plan, place)
  return costsOther ? `${where} ${m.lost.otherPrice(f.price(level.price.allIn))}` : where
}
