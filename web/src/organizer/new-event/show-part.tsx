import type { ShowKind } from '@foyer/contract/catalog.schemas'
import { useState } from 'react'
import type { Api } from '../../api/api.ts'
import { useApi } from '../../api/context.ts'
import { useMessages } from '../../i18n/context.ts'
import { Segmented } from '../../ui/segmented.tsx'
import type { KnownShow } from './draft.ts'
import { Finder, type Found } from './finder.tsx'
import { newEventMessages } from './messages/index.ts'
import { Chosen, Group, type PartProps } from './part.tsx'
import { PerformersPart } from './performers-part.tsx'
import { ShowFields } from './show-fields.tsx'

/** Newest events that are looked through for shows of one's own, and films of others that are offered beside. */
const OWN_EVENTS_MAX = 100
const SHOWS_SHOWN_MAX = 8
const FILM_LETTERS_MIN = 2

/** What is presented: a show that is there, or a new one; and who is on the bill. */
export function ShowPart(props: PartProps) {
  const { draft, onDraft, faults } = props
  const m = useMessages(newEventMessages).show
  return (
    <Group title={m.title} why={m.why}>
      <Segmented
        legend={m.which}
        name="which-show"
        value={draft.isKnownShow ? 'known' : 'new'}
        onChoose={(chosen) => onDraft((before) => ({ ...before, isKnownShow: chosen === 'known' }))}
        options={[
          { value: 'new', label: m.isNew },
          { value: 'known', label: m.isKnown },
        ]}
      />
      {draft.isKnownShow ? (
        <KnownShowFields {...props} />
      ) : (
        <ShowFields
          show={draft.newShow}
          onShow={(changes) => onDraft((before) => ({ ...before, newShow: { ...before.newShow, ...changes } }))}
          faults={faults}
        />
      )}
      <PerformersPart {...props} />
    </Group>
  )
}

function KnownShowFields({ draft: { show }, onDraft, faults }: PartProps) {
  const m = useMessages(newEventMessages).show
  const api = useApi()
  const [typed, setTyped] = useState('')
  const choose = (chosen: KnownShow | null) => onDraft((before) => ({ ...before, show: chosen }))
  if (show !== null)
    return (
      <Chosen
        label={m.chosen}
        name={show.title}
        detail={m.kinds[show.kind]}
        other={m.other}
        onOther={() => choose(null)}
      />
    )
  return (
    <Finder
      label={m.find}
      hint={m.findHint}
      fault={faults['show']}
      name="show"
      value={typed}
      onType={setTyped}
      lettersMin={0}
      find={(text, signal) => findShows(api, text, m.kinds, signal)}
      onChoose={choose}
    />
  )
}

/** Shows that this organiser has events of, drafts among them, and films whoever added them. */
async function findShows(
  api: Api,
  text: string,
  kinds: Readonly<Record<ShowKind, string>>,
  signal: AbortSignal,
): Promise<readonly Found<KnownShow>[]> {
  const [own, films] = await Promise.all([
    api.call('GET', '/v1/me/events', {
      query: { limit: OWN_EVENTS_MAX, ...(text === '' ? {} : { keyword: text }) },
      signal,
    }),
    text.length < FILM_LETTERS_MIN
      ? { items: [] }
      : api.call('GET', '/v1/shows', { query: { title: text, genre: 'film', limit: SHOWS_SHOWN_MAX }, signal }),
  ])
  const shows = new Map([...films.items, ...own.items.map((event) => event.show)].map((show) => [show.id, show]))
  return [...shows.values()].slice(0, SHOWS_SHOWN_MAX).map(({ id, kind, title }) => ({
    id,
    name: title,
    detail: kinds[kind],
    value: { id, kind, title, billed: [] },
  }))
}
