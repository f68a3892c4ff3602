import { createPath, isRouteErrorResponse, Link, useHref, useLocation, useRouteError } from 'react-router'
import { Head } from '../../document/head.tsx'
import { useMessages } from '../../i18n/context.ts'
import { buttonLook } from '../../ui/button.tsx'
import { SeatRows } from '../../ui/seat-rows.tsx'
import { layoutMessages } from './messages/index.ts'

/** What is shown in place of a page that is not there, or cannot be had now. */
export function FailedPage() {
  const { failed } = useMessages(layoutMessages)
  const error = useRouteError()
  const here = useHref(createPath(useLocation()))
  // The page of an address that leads nowhere has no error: there the router gives null.
  const status = error === undefined || error === null ? 404 : isRouteErrorResponse(error) ? error.status : 500
  const words = status === 404 ? failed.missing : status === 503 || status === 429 ? failed.busy : failed.broken
  return (
    <div className="frame grid items-center gap-x-16 gap-y-10 py-14 tablet:py-24 desk:grid-cols-[minmax(0,42rem)_minmax(0,1fr)]">
      <Head title={words.title} hidden />
      <SeatRows seat="empty" className="-ml-2 w-44 desk:order-last desk:w-full desk:max-w-md desk:justify-self-end" />
      <div>
        <p className="figure text-h2 text-quiet">{status}</p>
        <h1 className="title mt-3">{words.title}</h1>
        <p className="lead mt-6 text-quiet">{words.text}</p>
        <p className="mt-10 flex flex-wrap gap-3">
          {status === 404 ? (
            <Link to="/search" className={buttonLook('main')}>
              {failed.toSearch}
            </Link>
          ) : (
            <a href={here} className={buttonLook('main')}>
              {failed.again}
            </a>
          )}
          <Link to="/" className={buttonLook('plain')}>
            {failed.toHome}
          </Link>
        </p>
      </div>
    </div>
  )
}
