import type { PerformerKind } from '@foyer/contract/catalog.schemas'
import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/field.tsx'
import { Options } from '../../ui/options.tsx'
import type { Performer } from './draft.ts'
import { Finder } from './finder.tsx'
import { newEventMessages } from './messages/index.ts'
import type { PartProps } from './part.tsx'

const LETTERS_MIN = 2
const SHOWN_MAX = 6
/** What the API takes for one event. */
const PERFORMERS_MAX = 100

/** Who appears, the head of the bill first: found by name, or added. */
export function PerformersPart({ draft: { performers }, onDraft, faults }: PartProps) {
  const m = useMessages(newEventMessages).performers
  const api = useApi()
  const [typed, setTyped] = useState('')
  const put = (next: readonly Performer[]) =>
    onDraft((before) => ({ ...before, performers: next.slice(0, PERFORMERS_MAX) }))
  const add = (performer: Performer) => {
    setTyped('')
    put([...performers.filter(({ id }) => id === null || id !== performer.id), performer])
  }
  const name = typed.trim()
  return (
    <div className="flex flex-col gap-4">
      {performers.length > 0 && (
        <ol aria-label={m.title} className="divide-y divide-line border-y border-line">
          {performers.map((performer, at) => (
            <li
              key={performer.id ?? `new ${performer.name} ${at}`}
              className="flex flex-wrap items-center gap-x-4 py-2"
            >
              <span className="subheading min-w-0 flex-1">{performer.name}</span>
              {performer.id === null && (
                <span className="order-last w-full tablet:order-none tablet:w-56">
                  <Select
                    label={m.kind(performer.name)}
                    value={performer.kind}
                    onChange={({ currentTarget: { value } }) =>
                      put(performers.with(at, { ...performer, kind: value as PerformerKind }))
                    }
                  >
                    <Options of={m.kinds} />
                  </Select>
                </span>
              )}
              <Button
                kind="quiet"
                aria-label={m.remove(performer.name)}
                onClick={() => put(performers.filter((_one, index) => index !== at))}
              >
                {m.removeShort}
              </Button>
            </li>
          ))}
        </ol>
      )}
      <Finder
        label={m.find}
        hint={m.findHint}
        fault={faults['performers.name']}
        name="performer"
        value={typed}
        onType={setTyped}
        lettersMin={LETTERS_MIN}
        find={async (text, signal) => {
          const { items } = await api.call('GET', '/v1/performers', {
            query: { name: text, limit: SHOWN_MAX },
            signal,
          })
          return items.map(({ id, name: found, kind, genres }) => ({
            id,
            name: found,
            detail: [m.kinds[kind], ...genres].join(' · '),
            value: { id, name: found, kind },
          }))
        }}
        onChoose={add}
      >
        {name !== '' && (
          <p className="mt-2">
            <Button kind="plain" onClick={() => add({ id: null, name, kind: 'group' })}>
              {m.add(name)}
            </Button>
          </p>
        )}
      </Finder>
    </div>
  )
}
