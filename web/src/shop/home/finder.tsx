import { useState } from 'react'
import { Form, Link, useNavigate } from 'react-router'
import { useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { homeMessages } from './messages/index.ts'

const DAYS = ['today', 'tomorrow', 'weekend'] as const
const CHIP =
  'inline-flex min-h-11 items-center rounded border border-quiet/60 px-4 text-small font-semibold no-underline hover:border-ink hover:bg-ink hover:text-paper'

/** The way in: words, a day, or where one is. */
export function Finder() {
  const m = useMessages(homeMessages)
  return (
    <div className="mt-8 max-w-3xl">
      <Form action="/search" method="get" role="search" className="flex flex-wrap gap-3">
        <input
          type="search"
          name="q"
          aria-label={m.what}
          placeholder={m.what}
          maxLength={200}
          className="min-h-14 min-w-0 flex-[1_1_16rem] rounded border-2 border-ink bg-raised px-4 text-body placeholder:text-quiet tablet:text-lead"
        />
        <Button type="submit" className="min-h-14 w-full px-8 tablet:w-auto">
          {m.go}
        </Button>
      </Form>
      <ul className="mt-4 flex flex-wrap gap-2">
        {DAYS.map((day) => (
          <li key={day}>
            <Link to={`/search?when=${day}`} className={CHIP}>
              {m[day]}
            </Link>
          </li>
        ))}
        <li>
          <NearMe />
        </li>
      </ul>
    </div>
  )
}

const PATIENCE_MS = 10_000

/** Asks the device where it is, only when this is pressed, and to a tenth of a degree: about ten kilometres. */
function NearMe() {
  const m = useMessages(homeMessages)
  const navigate = useNavigate()
  const [refused, setRefused] = useState(false)
  const ask = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        void navigate(
          `/search?lat=${coords.latitude.toFixed(1)}&lng=${coords.longitude.toFixed(1)}&radiusKm=50&sort=distance`,
        ),
      () => setRefused(true),
      { timeout: PATIENCE_MS, maximumAge: 600_000 },
    )
  return (
    <>
      <button type="button" onClick={ask} className={`${CHIP} no-script-hidden`}>
        {m.near}
      </button>
      <span role="status" className="ml-3 text-small">
        {refused && m.nearRefused}
      </span>
    </>
  )
}
