import { NavLink } from 'react-router'

interface TabsProps {
  /** What all of them are about. */
  readonly label: string
  readonly tabs: readonly { readonly to: string; readonly words: string }[]
}

/** Screens that belong together, the one that is shown marked. */
export const Tabs = ({ label, tabs }: TabsProps) => (
  <nav aria-label={label} className="-mx-2.5 mt-5 flex flex-wrap border-b border-line tablet:mx-0">
    {tabs.map(({ to, words }) => (
      <NavLink
        key={to}
        to={to}
        end
        className="inline-flex min-h-12 items-center border-b-3 border-transparent px-2.5 font-display font-semibold no-underline hover:border-line aria-[current=page]:border-signal tablet:px-4"
      >
        {words}
      </NavLink>
    ))}
  </nav>
)
