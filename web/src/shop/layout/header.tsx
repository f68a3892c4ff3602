import { Link, NavLink } from 'react-router'
import { useMessages } from '../../i18n/context.ts'
import { useIsOrganiser } from '../session/is-organiser.ts'
import { layoutMessages } from './messages/index.ts'

const ITEM =
  'inline-flex min-h-11 items-center px-2 text-small tablet:px-3 tablet:text-body font-display font-semibold no-underline decoration-signal decoration-2 underline-offset-8 hover:underline aria-[current=page]:underline'

/** The name of the house, and the ways into it. */
export function Header() {
  const m = useMessages(layoutMessages)
  const isOrganiser = useIsOrganiser()
  return (
    <header className="border-b border-line">
      <div className="frame flex flex-wrap items-center justify-between gap-x-4 py-1 tablet:py-2">
        <Link
          to="/"
          aria-label={m.home}
          className="inline-flex min-h-11 items-center font-display text-h3 font-black tracking-tight no-underline [font-stretch:125%]"
        >
          Foyer
        </Link>
        <nav aria-label={m.main} className="-mx-2 flex flex-wrap items-center tablet:-mx-3">
          <NavLink to="/search" className={ITEM}>
            {m.search}
          </NavLink>
          <NavLink to="/films" className={ITEM}>
            {m.films}
          </NavLink>
          {isOrganiser ? (
            <NavLink to="/organise" className={ITEM}>
              {m.organise}
            </NavLink>
          ) : (
            <NavLink to="/tickets" className={ITEM}>
              {m.tickets}
            </NavLink>
          )}
          <NavLink to="/account" className={ITEM}>
            {m.account}
          </NavLink>
        </nav>
      </div>
    </header>
  )
}
