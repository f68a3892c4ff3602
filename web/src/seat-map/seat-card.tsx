import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { useSeatMap, useRevision, useWords } from './context.ts'
import { LevelMark } from './level-mark.tsx'
import type { Target } from './marks.ts'
import { levelAt } from './plan.ts'
import { traitsOf } from './words.ts'

/** What a seat or a section costs and offers: beside the pointer, or where the keys are. */
export function SeatCard({ target }: { readonly target: Target }) {
  useRevision()
  return 'seat' in target ? <OfSeat place={target.seat} /> : <OfSection section={target.section} />
}

function OfSeat({ place }: { readonly place: PlaceNo }) {
  const { picker } = useSeatMap()
  const words = useWords()
  const { m, f } = words
  const { plan, board } = picker
  const { section, row, seat } = plan.compiled.address(place)
  const level = levelAt(plan, place)
  const { gate, level: storey } = plan.compiled.sections[plan.compiled.sectionOf[place] ?? 0] ?? {}
  const isFree = board.isFree(place)
  const traits = traitsOf(words, plan, place)
  return (
    <>
      <p className="text-small text-quiet">{[section, storey === section ? '' : storey].filter(Boolean).join(' · ')}</p>
      <p className="figure text-lead">
        {[row === null ? '' : m.row(row), seat === null ? '' : m.seatAlone(seat)].join(' · ')}
      </p>
      {isFree && level !== undefined ? (
        <p className="mt-1 flex items-start gap-2">
          <LevelMark level={plan.levelOf[place] ?? 0} className="mt-1 size-4" />
          <span>
            <strong className="figure text-lead leading-none">{f.price(level.price.allIn)}</strong>{' '}
            <span className="text-small text-quiet">{level.name}</span>
            <span className="figure block text-small font-normal text-quiet">
              {level.price.fees.minor === 0
                ? m.noFees
                : m.parts(f.price(level.price.faceValue), f.price(level.price.fees))}
            </span>
          </span>
        </p>
      ) : (
        <p className="mt-1 text-quiet">{m.taken}</p>
      )}
      {traits.map((trait) => (
        <p key={trait} className="mt-1 text-small font-semibold">
          {trait}
        </p>
      ))}
      {gate !== undefined && gate !== '' && <p className="mt-1 text-small text-quiet">{m.gate(gate)}</p>}
    </>
  )
}

function OfSection({ section }: { readonly section: number }) {
  const { picker } = useSeatMap()
  const { m, f } = useWords()
  const { plan, board } = picker
  const { name = '', level: storey, gate } = plan.compiled.sections[section] ?? {}
  const offered = plan.levels.flatMap((level, index) => {
    const free = board.freeAt(section, index)
    return free === 0 ? [] : [{ level, index, free }]
  })
  return (
    <>
      <p className="text-small text-quiet">{[storey === name ? '' : storey, gate].filter(Boolean).join(' · ')}</p>
      <p className="figure text-lead">{name}</p>
      {offered.length === 0 && <p className="mt-1 text-quiet">{m.noneLeft}</p>}
      {offered.map(({ level, index, free }) => (
        <p key={level.id} className="mt-1 flex items-center gap-2">
          <LevelMark level={index} />
          <strong className="figure">{f.price(level.price.allIn)}</strong>
          <span className="text-small text-quiet">{m.left(free)}</span>
        </p>
      ))}
    </>
  )
}
