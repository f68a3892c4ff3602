import type { ShowKind } from '@foyer/contract/catalog.schemas'
import { useState } from 'react'
import type { Api } from '../../api/api.ts'
import { useApi } from '../../api/context.ts'
import { useMessages } from '../../i18n/context.ts'
import { Field, Select, TextArea } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import type { KnownShow, NewShow } from './draft.ts'
import { Finder, type Found } from './finder.tsx'
import { newEventMessages } from './messages/index.ts'
import { Chosen, Group, More, type PartProps } from './part.tsx'
import { PerformersPart } from './performers-part.tsx'

/** Newest events that are looked through for shows of one's own, and films of others that are offered beside. */
const OWN_EVENTS_MAX = 100
const SHOWS_SHOWN_MAX = 8
const FILM_LETTERS_MIN = 2

/** What is presented: a show that is there, or a new one; and who is on the bill. */
export function ShowPart(props: PartProps) {
  const { draft, onDraft } = props
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
      {draft.isKnownShow ? <KnownShowFields {...props} /> : <NewShowFields {...props} />}
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

/** What is said of a show. */
export function NewShowFields({ draft: { newShow }, onDraft, faults }: PartProps) {
  const m = useMessages(newEventMessages).show
  const type =
    (field: keyof NewShow) =>
    ({ currentTarget: { value } }: { readonly currentTarget: { readonly value: string } }) =>
      onDraft((before) => ({ ...before, newShow: { ...before.newShow, [field]: value } }))
  return (
    <>
      <Field
        label={m.name}
        fault={faults['show.title']}
        name="title"
        maxLength={200}
        autoComplete="off"
        value={newShow.title}
        onChange={type('title')}
      />
      <div className="grid gap-6 tablet:grid-cols-[14rem_1fr]">
        <Select label={m.kind} name="kind" value={newShow.kind} onChange={type('kind')}>
          {Object.entries(m.kinds).map(([kind, label]) => (
            <option key={kind} value={kind}>
              {label}
            </option>
          ))}
        </Select>
        <Field
          label={m.genres}
          hint={m.genresHint}
          fault={faults['show.genres']}
          name="genres"
          autoComplete="off"
          value={newShow.genres}
          onChange={type('genres')}
        />
      </div>
      <TextArea
        label={m.description}
        hint={m.descriptionHint}
        fault={faults['show.description']}
        name="description"
        maxLength={10_000}
        value={newShow.description}
        onChange={type('description')}
      />
      <More title={m.more}>
        <div className="grid gap-6 tablet:grid-cols-2">
          <Field
            label={m.runtime}
            fault={faults['show.runtimeMinutes']}
            name="runtime"
            inputMode="numeric"
            value={newShow.runtime}
            onChange={type('runtime')}
          />
          <Field
            label={m.rating}
            hint={m.ratingHint}
            fault={faults['show.rating']}
            name="rating"
            maxLength={20}
            value={newShow.rating}
            onChange={type('rating')}
          />
        </div>
        <Field
          label={m.trailer}
          hint={m.trailerHint}
          fault={faults['show.trailerUrl']}
          type="url"
          name="trailer"
          maxLength={500}
          value={newShow.trailer}
          onChange={type('trailer')}
        />
      </More>
    </>
  )
}
