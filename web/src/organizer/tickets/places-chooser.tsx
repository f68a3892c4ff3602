import type { CompiledManifest, PlaceNo } from '@foyer/contract/compiled-manifest'
import { useState, type ReactNode } from 'react'
import { useMessages } from '../../i18n/context.ts'
import { Field, Select } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { chosenPlaces, claimsOf, nameRuns, rowsIn, type Choice, type Claim, type Claims } from './choose-places.ts'
import { ticketsMessages } from './messages/index.ts'

/** What is chosen, and what became of each place of it. */
interface Chosen {
  readonly section: CompiledManifest['sections'][number] | undefined
  readonly isAll: boolean
  readonly claim: Readonly<Record<Claim, readonly PlaceNo[]>>
}

/**
 * The choice of places in one part of the screen.
 * @param usual all of a section, or some of its places
 */
export function useChoice(compiled: CompiledManifest, claims: Claims, usual: 'all' | 'some') {
  const [key, setKey] = useState(compiled.sections[0]?.key ?? '')
  const [kind, setKind] = useState<Choice['kind']>()
  const [typed, setTyped] = useState({ from: 0, to: 0, row: 0, count: '1' })
  const index = Math.max(
    0,
    compiled.sections.findIndex((section) => section.key === key),
  )
  const section = compiled.sections[index]
  const kinds = kindsOf(section)
  const wanted =
    kind !== undefined && kinds.includes(kind) ? kind : ((usual === 'all' ? kinds.at(0) : kinds.at(-1)) ?? 'all')
  const rows = rowsIn(compiled, index)
  const seats = rows[Math.min(typed.row, rows.length - 1)]
  const count = /^\d{1,6}$/.test(typed.count) ? Number(typed.count) : 0
  const claimOf = claimsOf(claims)
  const places =
    wanted === 'count' && count === 0 ? [] : chosenPlaces(compiled, index, { ...typed, count, kind: wanted }, claimOf)
  const claim: Record<Claim, PlaceNo[]> = { free: [], house: [], out: [], somebody: [] }
  for (const place of places) claim[claimOf(place)].push(place)
  const chosen: Chosen = { section, isAll: wanted === 'all', claim }
  const isShort = wanted === 'count' && count > places.length
  return {
    key: section?.key ?? '',
    setKey,
    kind: wanted,
    setKind,
    kinds,
    typed,
    setTyped,
    rows,
    seats,
    chosen,
    isShort,
  }
}

const kindsOf = (section: Chosen['section']): readonly Choice['kind'][] =>
  section?.kind === 'area' ? ['all', 'count'] : ['all', 'rows', 'seats']

interface ChooserProps {
  readonly name: string
  readonly compiled: CompiledManifest
  readonly choice: ReturnType<typeof useChoice>
  /** Of a draft: whole sections alone. */
  readonly onlyAll?: boolean
  readonly onChange: () => void
}

/** Which places: a section, and all of it, some rows, seats of a row, or a number of places. */
export function PlacesChooser({ name, compiled, choice, onlyAll = false, onChange }: ChooserProps) {
  const words = useMessages(ticketsMessages)
  const m = words.choose
  const { kind, typed, rows, seats } = choice
  const put = (next: Partial<typeof typed>) => {
    onChange()
    choice.setTyped({ ...typed, ...next })
  }
  const rowField = (label: string, of: 'from' | 'to' | 'row') => (
    <Select
      label={label}
      value={typed[of]}
      onChange={(event) =>
        put(
          of === 'row'
            ? { row: Number(event.currentTarget.value), from: 0, to: 0 }
            : { [of]: Number(event.currentTarget.value) },
        )
      }
    >
      {rows.map((row, index) => (
        <option key={row.first} value={index}>
          {row.label}
        </option>
      ))}
    </Select>
  )
  const seatField = (label: string, of: 'from' | 'to') => (
    <Select label={label} value={typed[of]} onChange={(event) => put({ [of]: Number(event.currentTarget.value) })}>
      {Array.from({ length: seats?.count ?? 0 }, (_, index) => (
        <option key={index} value={index}>
          {compiled.address((seats?.first ?? 0) + index).seat}
        </option>
      ))}
    </Select>
  )
  return (
    <>
      <Select
        label={m.section}
        value={choice.key}
        onChange={(event) => {
          choice.setKey(event.currentTarget.value)
          put({ from: 0, to: 0, row: 0 })
        }}
      >
        {compiled.sections.map((section) => (
          <option key={section.key} value={section.key}>
            {m.sectionOption(section.name, words.places(section.count))}
          </option>
        ))}
      </Select>
      {!onlyAll && (
        <>
          <Segmented
            legend={m.which}
            name={name}
            value={kind}
            onChoose={(next) => {
              choice.setKind(next)
              put({ from: 0, to: 0 })
            }}
            options={choice.kinds.map((value) => ({ value, label: m[value] }))}
          />
          {kind === 'rows' && (
            <div className="grid grid-cols-2 gap-4">
              {rowField(m.rowFrom, 'from')}
              {rowField(m.rowTo, 'to')}
            </div>
          )}
          {kind === 'seats' && (
            <div className="grid grid-cols-3 gap-4">
              {rowField(m.row, 'row')}
              {seatField(m.seatFrom, 'from')}
              {seatField(m.seatTo, 'to')}
            </div>
          )}
          {kind === 'count' && (
            <Field
              label={m.howMany}
              hint={choice.isShort ? m.fewer(choice.chosen.claim.free.length) : undefined}
              inputMode="numeric"
              maxLength={6}
              value={typed.count}
              onChange={(event) => put({ count: event.currentTarget.value })}
            />
          )}
        </>
      )}
    </>
  )
}

const RUNS_SHOWN = 8

/** Places in words, the first few runs of them. */
export function Runs({
  compiled,
  places,
}: {
  readonly compiled: CompiledManifest
  readonly places: readonly PlaceNo[]
}) {
  const { choose: m } = useMessages(ticketsMessages)
  const runs = nameRuns(compiled, places)
  const more = runs.slice(RUNS_SHOWN).reduce((sum, run) => sum + run.places.length, 0)
  return (
    <ul className="mt-1 text-small">
      {runs.slice(0, RUNS_SHOWN).map((run) => (
        <li key={run.places[0]} className="figure">
          {run.row === null ? m.areaRun(run.section, run.places.length) : m.run(run.section, run.row, run.from, run.to)}
        </li>
      ))}
      {more > 0 && <li>{m.more(more)}</li>}
    </ul>
  )
}

interface StaysProps {
  readonly compiled: CompiledManifest
  readonly chosen: Chosen
  readonly isUnknown: boolean
  readonly children?: ReactNode
}

/** Which of the chosen places stay as they are, and why. */
export function Stays({ compiled, chosen: { claim }, isUnknown, children }: StaysProps) {
  const { choose: m } = useMessages(ticketsMessages)
  return (
    <div className="border-l-4 border-ink bg-sunk px-5 py-4" data-stays>
      {children}
      {claim.somebody.length > 0 && (
        <div className="mt-2">
          <p className="text-stop">{m.stay(claim.somebody.length)}</p>
          <Runs compiled={compiled} places={claim.somebody} />
        </div>
      )}
      {claim.out.length > 0 && <p className="mt-2 text-small text-quiet">{m.already(claim.out.length)}</p>}
      {isUnknown && <p className="mt-2 text-small text-quiet">{m.unknown}</p>}
    </div>
  )
}
