import { Outlet, ScrollRestoration } from 'react-router'
import { useMessages } from '../../i18n/context.ts'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import { QueueReminder } from '../queue/reminder.tsx'
import { layoutMessages } from './messages/index.ts'

/** What stands around every page. */
export function Layout() {
  const m = useMessages(layoutMessages)
  return (
    <div className="page flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded focus:bg-ink focus:px-4 focus:py-3 focus:text-paper"
      >
        {m.skip}
      </a>
      <Header />
      <QueueReminder />
      <main id="content" tabIndex={-1} className="flex-1 outline-none">
        <Outlet />
      </main>
      <Footer />
      <ScrollRestoration />
    </div>
  )
}
