import type { EventView } from '@foyer/contract/catalog.views'
import { Link } from 'react-router'
import { useFormats, useLanguage, useMessages } from '../../i18n/context.ts'
import { eventMessages } from './messages/index.ts'
import { useGenreName } from '../listing/use-genre-name.ts'

interface PartProps {
  readonly event: EventView
}

/** What it is about: of the show, and what is particular to this evening. */
export function AboutShow({ event }: PartProps) {
  const m = useMessages(eventMessages)
  const texts = [event.description, event.show.description].filter((text) => text !== null)
  if (texts.length === 0 && event.show.trailerUrl === null) return null
  return (
    <section>
      <h2 className="heading">{m.about}</h2>
      <div className="prose lead mt-4">
        {texts
          .flatMap((text) => text.split(/\n+/))
          .map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
      </div>
      {event.show.trailerUrl !== null && (
        <p className="mt-4">
          <a
            href={event.show.trailerUrl}
            rel="noopener noreferrer external"
            className="inline-flex min-h-11 items-center font-semibold"
          >
            {m.trailer}
          </a>
        </p>
      )}
    </section>
  )
}

/** Who appears, and who plays in it. */
export function Bill({ event: { performers, show } }: PartProps) {
  const m = useMessages(eventMessages)
  if (performers.length === 0 && show.cast.length === 0 && show.directors.length === 0) return null
  return (
    <section>
      <h2 className="heading">{m.line}</h2>
      <ul className="mt-4 grid border-t border-line">
        {performers.map((performer) => (
          <li
            key={performer.id}
            className="flex flex-wrap items-baseline justify-between gap-x-6 border-b border-line py-3"
          >
            <Link to={`/performers/${performer.id}`} className="subheading inline-flex min-h-8 items-center">
              {performer.name}
            </Link>
            {performer.role !== null && <span className="text-quiet">{performer.role}</span>}
          </li>
        ))}
      </ul>
      <dl className="mt-4 grid gap-3">
        <People term={m.directed} names={show.directors} />
        <People term={m.cast} names={show.cast} />
      </dl>
    </section>
  )
}

function People({ term, names }: { readonly term: string; readonly names: readonly string[] }) {
  const formats = useFormats()
  if (names.length === 0) return null
  return (
    <div>
      <dt className="label">{term}</dt>
      <dd>{formats.list(names)}</dd>
    </div>
  )
}

/** Length, rating, language and the like, as far as they are known. */
export function Facts({ event: { show, features, organiser } }: PartProps) {
  const m = useMessages(eventMessages)
  const formats = useFormats()
  const genreName = useGenreName()
  const language = useLanguage()
  const facts = [
    [m.length, show.runtimeMinutes === null ? undefined : m.runtime(show.runtimeMinutes)],
    [m.genres, show.genres.length === 0 ? undefined : formats.list(show.genres.map(genreName))],
    [m.rating, show.rating ?? undefined],
    [m.language, show.language === null ? undefined : languageName(show.language, language)],
    [m.features, features.length === 0 ? undefined : formats.list(features)],
  ] as const
  return (
    <section>
      <h2 className="heading">{m.facts}</h2>
      <dl className="mt-4 border-t border-line">
        {facts.map(
          ([term, fact]) =>
            fact !== undefined && (
              <div key={term} className="flex flex-wrap justify-between gap-x-6 border-b border-line py-3">
                <dt className="text-quiet">{term}</dt>
                <dd className="font-medium first-letter:uppercase">{fact}</dd>
              </div>
            ),
        )}
      </dl>
      <p className="mt-4 text-small text-quiet">{m.organiser(organiser.name)}</p>
    </section>
  )
}

const languageName = (tag: string, language: string): string =>
  new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag
