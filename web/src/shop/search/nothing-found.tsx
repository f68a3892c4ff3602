import type { EventPage } from '@foyer/contract/catalog.views'
import { Link, useSearchParams } from 'react-router'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { buttonLook } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useGenreName } from '../listing/use-genre-name.ts'
import type { SearchMessages } from './messages/en.ts'
import { searchMessages } from './messages/index.ts'
import { searchWith, understoodOf, type Search } from './query.ts'

/** When the soonest event is that fits but for the day, where it is. */
export interface OtherDay {
  readonly startsAt: string
  readonly timeZone: string
}

interface NothingFoundProps {
  readonly search: Search
  readonly found: EventPage
  readonly otherDay: OtherDay | null
}

type Way = readonly [label: string, changes: Readonly<Record<string, string>>, applies: boolean]

/** Nothing fits: how the search was understood, and which conditions could be dropped, each a way on. */
export function NothingFound({ search, found, otherDay }: NothingFoundProps) {
  const { nothing: m } = useMessages(searchMessages)
  const f = useFormats()
  const now = useNow()
  const { words, isOfDay } = understoodOf(search, found)
  const starts = otherDay === null ? undefined : new Date(otherDay.startsAt)
  const soonest =
    otherDay === null || starts === undefined
      ? undefined
      : { day: f.shortDay(starts, otherDay.timeZone, now), date: localDate(starts, otherDay.timeZone) }
  const noDay = { q: words, when: '', from: '', to: '' }
  const hasPlace = search.near !== '' || search.lat !== undefined
  return (
    <Nothing
      text={isOfDay && soonest === undefined ? m.textOfNoDay : m.text}
      understood={useUnderstood(search, found)}
      ways={[
        [
          m.otherDay(soonest?.day ?? ''),
          { ...noDay, from: soonest?.date ?? '', to: soonest?.date ?? '' },
          soonest !== undefined,
        ],
        // Where there is nothing on any day, that is no way on.
        [m.withoutDays, noDay, isOfDay && soonest !== undefined],
        [m.further, { radiusKm: '250' }, hasPlace && search.radiusKm < 250],
        ...otherWays(m, search),
      ]}
    />
  )
}

/** The town that was named is not known. */
export function UnknownTown({ search }: { readonly search: Search }) {
  const { nothing: m } = useMessages(searchMessages)
  const hasDay = search.when !== undefined || search.from !== '' || search.to !== ''
  return (
    <Nothing
      text={m.unknownTown(search.near)}
      understood={[]}
      ways={[[m.withoutDays, { when: '', from: '', to: '' }, hasDay], ...otherWays(m, search)]}
    />
  )
}

const otherWays = (m: SearchMessages['nothing'], search: Search): readonly Way[] => [
  [m.withoutPlace, { near: '', lat: '', lng: '', radiusKm: '' }, search.near !== '' || search.lat !== undefined],
  [m.withoutGenre, { genre: '' }, search.genre !== ''],
  [m.withoutPrice, { max: '', currency: '' }, search.max !== undefined || search.currency !== ''],
]

/** What was looked for, part by part, in the words of the page. */
function useUnderstood(search: Search, found: EventPage): readonly string[] {
  const m = useMessages(searchMessages)
  const f = useFormats()
  const genreName = useGenreName()
  const { words, when } = understoodOf(search, found)
  const days = [search.from, search.to].filter((day) => day !== '').map((day) => f.plainDay(day))
  const place = found.near === null ? undefined : m.near(f.town(found.near.place))
  return [
    ...(words === '' ? [] : [m.quoted(words)]),
    ...(when === undefined ? [] : [m[when]]),
    ...(days.length === 0 ? [] : [[...new Set(days)].join(' – ')]),
    ...(place === undefined ? (search.lat === undefined ? [] : [m.nearPoint]) : [place]),
    ...(search.genre === '' ? [] : [genreName(search.genre)]),
  ]
}

interface NothingProps {
  readonly text: string
  readonly understood: readonly string[]
  readonly ways: readonly Way[]
}

function Nothing({ text, understood, ways }: NothingProps) {
  const { nothing: m } = useMessages(searchMessages)
  const [params] = useSearchParams()
  return (
    <EmptyState
      title={m.title}
      text={text}
      about={
        understood.length > 0 && (
          <p className="mt-3 max-w-reading" role="status">
            <span className="text-quiet">{m.lookedFor}</span> <strong>{understood.join(' · ')}</strong>
          </p>
        )
      }
    >
      {ways
        .filter(([, , applies]) => applies)
        .map(([label, changes]) => (
          // The fields are filled in anew, so the page is too.
          <Link key={label} to={searchWith(params, changes)} reloadDocument className={buttonLook('plain')}>
            {label}
          </Link>
        ))}
      {/* Whatever was looked for, there is a way on. */}
      <Link to={searchWith(new URLSearchParams(), {})} reloadDocument className={buttonLook('plain')}>
        {m.everything}
      </Link>
    </EmptyState>
  )
}

/** The day of a moment where a place is: `2035-05-04`. */
const localDate = (instant: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant)
