import { Refused } from '@foyer/contract/client'
import { Form, Link } from 'react-router'
import { Head } from '../../document/head.tsx'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { usePageData, type LoadContext } from '../../page.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Field } from '../../ui/field.tsx'
import { DayTabs } from './day-tabs.tsx'
import { FilmShowtimes } from './film-showtimes.tsx'
import { filmsMessages } from './messages/index.ts'

const TOWNS_MAX = 8

/** Films of one town and day. Without a town it is the one with most showtimes, and says so: nobody is asked where they are. */
export async function load({ api, url, signal }: LoadContext) {
  const films = { genre: 'film', limit: 1 } as const
  const everywhere = await api.call('GET', '/v1/events', { query: { ...films, facets: 'city' }, signal })
  const towns = (everywhere.facets?.cities ?? []).slice(0, TOWNS_MAX).map(({ city }) => city)
  const asked = (url.searchParams.get('near') ?? '').trim().slice(0, 100)
  const town = asked === '' ? towns[0] : asked
  const nothing = { towns, town, date: undefined, days: [], shows: [] }
  if (town === undefined) return { ...nothing, isUnknown: false }
  // The name of a town that has films is that of a city; another is looked for on the map.
  const where = towns.includes(town) ? { city: town } : { near: town }
  try {
    const there = await api.call('GET', '/v1/events', { query: { ...films, ...where, facets: 'date' }, signal })
    const days = (there.facets?.dates ?? []).map((day) => day.date)
    const date = dayOf(url.searchParams.get('date')) ?? days[0]
    if (date === undefined) return { ...nothing, isUnknown: false }
    const { shows } = await api.call('GET', '/v1/showtimes', { query: { ...where, date }, signal })
    return { towns, town, date, days, shows, isUnknown: false }
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.status !== 400) throw error
    return { ...nothing, isUnknown: true }
  }
}

const dayOf = (text: string | null): string | undefined =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined

export function Page() {
  const m = useMessages(filmsMessages)
  const formats = useFormats()
  const { towns, town, date, days, shows, isUnknown } = usePageData<typeof load>()
  return (
    <div className="frame pt-8 tablet:pt-10">
      <Head
        title={town === undefined || date === undefined ? m.title : m.titleIn(town, formats.plainDay(date))}
        description={town === undefined ? m.descriptionAnywhere : m.description(town)}
        canonical="/films"
      />
      <h1 className="title">{m.title}</h1>
      <search>
        <Form action="/films" method="get" className="mt-6 flex max-w-xl flex-wrap items-end gap-3">
          <div className="min-w-0 flex-[1_1_12rem]">
            <Field
              key={town}
              label={m.where}
              name="near"
              defaultValue={town ?? ''}
              maxLength={100}
              autoComplete="address-level2"
            />
          </div>
          {date !== undefined && <input type="hidden" name="date" value={date} />}
          <Button type="submit">{m.go}</Button>
        </Form>
      </search>
      {towns.length > 1 && (
        <nav aria-label={m.towns} className="mt-3 flex flex-wrap gap-x-5">
          {towns.map((city) => (
            <Link
              key={city}
              to={`/films?near=${encodeURIComponent(city)}`}
              className="inline-flex min-h-11 items-center"
            >
              {city}
            </Link>
          ))}
        </nav>
      )}
      {town !== undefined && date !== undefined && <DayTabs date={date} days={days} town={town} />}
      {shows.length === 0 ? (
        <div className="mt-8">
          <EmptyState
            title={m.nothing.title}
            text={town === undefined ? m.nothing.nowhere : isUnknown ? m.nothing.unknown(town) : m.nothing.text(town)}
          />
        </div>
      ) : (
        <FilmShowtimes shows={shows} />
      )}
    </div>
  )
}
