import { useMessages } from '../../i18n/context.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { layoutMessages } from './messages/index.ts'
import { ThemeSwitch } from './theme-switch.tsx'

/** What holds for the whole house, and how the pages are shown. */
export function Footer() {
  const m = useMessages(layoutMessages)
  return (
    <footer className="mt-24 border-t border-line bg-sunk">
      <div className="frame grid gap-8 py-10 desk:grid-cols-[1fr_auto] desk:items-end">
        <div className="max-w-reading">
          <p className="lead">{m.footer.promise}</p>
          <p className="mt-3 flex flex-wrap gap-x-6 text-small text-quiet">
            <a href="/docs/" className="inline-flex min-h-8 min-w-8 items-center">
              {m.footer.api}
            </a>
            <span className="inline-flex min-h-8 items-center">{m.footer.source}</span>
          </p>
        </div>
        <div className="flex flex-wrap gap-x-10 gap-y-4">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </div>
    </footer>
  )
}
