import type { Facets } from '@foyer/contract/catalog.finding'
import { useRef } from 'react'
import { Form, Link, useSubmit } from 'react-router'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox, Field, Select } from '../../ui/field.tsx'
import { listingMessages } from '../listing/messages/index.ts'
import { useGenreName } from '../listing/use-genre-name.ts'
import { searchMessages } from './messages/index.ts'
import { hasConditions, RADII_KM, type Search } from './query.ts'
import { TownField } from './town-field.tsx'

/** So that one who types is not answered letter by letter. */
const TYPING_MS = 350

interface FiltersProps {
  readonly search: Search
  readonly facets: Facets | null
}

/** What to look for. Without scripts a form that is sent; with them it searches while it is filled in. */
export function Filters({ search, facets }: FiltersProps) {
  const m = useMessages(searchMessages)
  const submit = useSubmit()
  const form = useRef<HTMLFormElement>(null)
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const later = () => {
    clearTimeout(waiting.current)
    waiting.current = setTimeout(() => {
      if (form.current !== null) void submit(form.current, { replace: true, preventScrollReset: true })
    }, TYPING_MS)
  }
  const hasPlace = search.near !== '' || search.lat !== undefined
  return (
    <search>
      <Form ref={form} action="/search" method="get" onChange={later} className="grid gap-4">
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-3">
          <Field
            label={m.what}
            name="q"
            type="search"
            placeholder={m.whatHint}
            defaultValue={search.q}
            maxLength={200}
          />
          <Button type="submit" className="px-5">
            {m.go}
          </Button>
        </div>
        <div className="grid grid-cols-[repeat(auto-fit,minmax(min(9.5rem,100%),1fr))] gap-x-3 gap-y-4">
          <TownField near={search.near} />
          <When search={search} />
        </div>
        {search.lat !== undefined && search.lng !== undefined && (
          <>
            <p className="-mt-2 text-small">{m.nearPoint}</p>
            <input type="hidden" name="lat" value={search.lat} />
            <input type="hidden" name="lng" value={search.lng} />
          </>
        )}
        <details className="filters">
          <summary className="fold inline-flex min-h-11 items-center gap-2 font-semibold">{m.filters}</summary>
          <div className="mt-2 grid gap-4 desk:mt-0">
            {search.when === undefined && <Days search={search} />}
            {hasPlace && <Radius search={search} />}
            <Genre search={search} facets={facets} />
            <PriceLimit search={search} facets={facets} />
            <Checkbox label={m.accessible} name="accessible" value="true" defaultChecked={search.accessible} />
            <Sort search={search} hasPlace={hasPlace} />
          </div>
        </details>
        {search.view === 'map' && <input type="hidden" name="view" value="map" />}
        {hasConditions(search) && (
          <p>
            <Link to="/search" reloadDocument className="inline-flex min-h-11 items-center">
              {m.clear}
            </Link>
          </p>
        )}
      </Form>
    </search>
  )
}

function When({ search }: { readonly search: Search }) {
  const m = useMessages(searchMessages)
  return (
    <Select label={m.when} name="when" defaultValue={search.when ?? ''}>
      <option value="">{m.any}</option>
      {(['today', 'tomorrow', 'weekend', 'week'] as const).map((word) => (
        <option key={word} value={word}>
          {m[word]}
        </option>
      ))}
    </Select>
  )
}

/** Days to choose freely, where no word stands for them. */
function Days({ search }: { readonly search: Search }) {
  const m = useMessages(searchMessages)
  return (
    <div className="grid grid-cols-2 gap-3 desk:grid-cols-1">
      <Field label={m.from} name="from" type="date" defaultValue={search.from} />
      <Field label={m.to} name="to" type="date" defaultValue={search.to} />
    </div>
  )
}

function Radius({ search }: { readonly search: Search }) {
  const m = useMessages(searchMessages)
  const formats = useFormats()
  return (
    <Select label={m.radius} name="radiusKm" defaultValue={search.radiusKm}>
      {RADII_KM.map((km) => (
        <option key={km} value={km}>
          {m.km(formats.number(km))}
        </option>
      ))}
    </Select>
  )
}

/** Kinds of show, and under each its genres, with how many events there are of them. */
function Genre({ search, facets }: FiltersProps) {
  const m = useMessages(searchMessages)
  const { kinds } = useMessages(listingMessages)
  const genreName = useGenreName()
  const formats = useFormats()
  const genres = facets?.genres ?? []
  const nameOf = (key: string, name: string) =>
    Object.hasOwn(kinds, key) ? kinds[key as keyof typeof kinds] : genreName(name)
  const isListed = genres.some((genre) => genre.key === search.genre)
  return (
    <Select label={m.genre} name="genre" defaultValue={search.genre}>
      <option value="">{m.allGenres}</option>
      {search.genre !== '' && !isListed && <option value={search.genre}>{nameOf(search.genre, search.genre)}</option>}
      {genres.map(({ key, name, parent, events }) => (
        <option key={`${parent ?? ''} ${key}`} value={key}>
          {`${parent === null ? '' : '\u2003'}${nameOf(key, name)} (${formats.number(events)})`}
        </option>
      ))}
    </Select>
  )
}

/** A price says nothing without its currency, so both are asked for. */
function PriceLimit({ search, facets }: FiltersProps) {
  const m = useMessages(searchMessages)
  const currencies = [
    ...new Set([
      ...(facets?.prices ?? []).map((step) => step.currency),
      ...(search.currency === '' ? [] : [search.currency]),
    ]),
  ].toSorted()
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field
        label={m.max}
        name="max"
        type="number"
        min={0}
        inputMode="decimal"
        step="any"
        defaultValue={search.max ?? ''}
        hint={m.maxHint}
      />
      <Select label={m.currency} name="currency" defaultValue={search.currency}>
        <option value="">{m.anyCurrency}</option>
        {currencies.map((currency) => (
          <option key={currency} value={currency}>
            {currency}
          </option>
        ))}
      </Select>
    </div>
  )
}

function Sort({ search, hasPlace }: { readonly search: Search; readonly hasPlace: boolean }) {
  const m = useMessages(searchMessages)
  const possible = [
    'date',
    ...(hasPlace ? ['distance'] : []),
    ...(search.q === '' ? [] : ['relevance']),
    ...(search.currency === '' ? [] : ['price']),
  ] as (keyof typeof m.sorts)[]
  return (
    <Select label={m.sort} name="sort" defaultValue={search.sort ?? (search.q === '' ? 'date' : 'relevance')}>
      {possible.map((sort) => (
        <option key={sort} value={sort}>
          {m.sorts[sort]}
        </option>
      ))}
    </Select>
  )
}
