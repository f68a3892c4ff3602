import type { Showtimes } from '@foyer/contract/catalog.finding'
import { Link } from 'react-router'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { Poster } from '../../ui/poster/poster.tsx'
import { posterSubject } from '../listing/subject.ts'
import { filmsMessages } from './messages/index.ts'
import { useGenreName } from '../listing/use-genre-name.ts'

type Film = Showtimes['shows'][number]
type Showtime = Film['venues'][number]['showtimes'][number]

/** Each film with its cinemas, and under each the times: one press from here to the seats. */
export const FilmShowtimes = ({ shows }: { readonly shows: readonly Film[] }) => (
  <ul>
    {shows.map((film) => (
      <li
        key={film.id}
        className="grid grid-cols-[5rem_1fr] gap-x-4 border-b border-line py-6 tablet:grid-cols-[9rem_1fr] tablet:grid-rows-[auto_1fr] tablet:gap-x-8"
      >
        <Link to={`/shows/${film.id}`} tabIndex={-1} aria-hidden="true" className="tablet:row-span-2">
          <Poster
            subject={posterSubject(
              { ...film, kind: 'film' },
              film.directors.map((name) => ({ name })),
            )}
          />
        </Link>
        <div>
          <h2 className="heading">
            <Link to={`/shows/${film.id}`} className="no-underline hover:underline">
              {film.title}
            </Link>
          </h2>
          <About film={film} />
        </div>
        <div className="col-span-2 tablet:col-span-1">
          {film.venues.map((venue) => (
            <div key={venue.id} className="mt-5">
              <h3 className="label">
                <Link to={`/venues/${venue.id}`} className="inline-flex min-h-8 items-center">
                  {venue.name}, {venue.city}
                </Link>
              </h3>
              <ul className="mt-1 grid grid-cols-2 gap-3 tablet:flex tablet:flex-wrap">
                {venue.showtimes.map((showtime) => (
                  <li key={showtime.eventId}>
                    <Time showtime={showtime} />
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </li>
    ))}
  </ul>
)

function About({ film }: { readonly film: Film }) {
  const m = useMessages(filmsMessages)
  const formats = useFormats()
  const genreName = useGenreName()
  const parts = [
    film.runtimeMinutes === null ? undefined : m.minutes(film.runtimeMinutes),
    film.rating === null ? undefined : m.rated(film.rating),
    film.genres.length === 0 ? undefined : formats.list(film.genres.map(genreName)),
    film.directors.length === 0 ? undefined : m.directed(formats.list(film.directors)),
  ].filter((part) => part !== undefined)
  return <p className="mt-1 text-small text-quiet">{parts.join(' · ')}</p>
}

function Time({ showtime }: { readonly showtime: Showtime }) {
  const m = useMessages(filmsMessages)
  const beside = [showtime.hall ?? undefined, ...showtime.features].filter((part) => part !== undefined)
  const isSoldOut = showtime.available === 0
  return (
    <Link
      to={`/events/${showtime.eventId}`}
      className="block h-full min-h-11 rounded border border-quiet/60 bg-raised px-4 py-2 no-underline hover:border-ink"
    >
      <span className={`figure text-lead ${isSoldOut ? 'line-through' : ''}`}>{showtime.localTime}</span>
      <span className="block text-small text-quiet">{beside.join(' · ')}</span>
      <span className="block text-small text-quiet">
        {isSoldOut ? m.soldOut : showtime.available !== null && m.left(showtime.available)}
      </span>
    </Link>
  )
}
