import './styles/main.css'
import { startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { createBrowserRouter, matchRoutes, UNSAFE_ErrorResponseImpl as ErrorResponse } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { App } from './document/app.tsx'
import { readState, ROOT_ELEMENT } from './document/state.ts'
import { prefixOf, readAddress } from './i18n/languages.ts'
import { loadMessages } from './i18n/messages.ts'
import { routesOf } from './routes.tsx'
import { browserApi } from './shop/session/browser-session.ts'

const state = readState()
const { language } = readAddress(location.pathname)
const routes = routesOf(browserApi, language)
const basename = prefixOf(language) || '/'

// The first page must be whole before React takes it over: its modules come first, then the router finds them in place.
for (const { route } of matchRoutes(routes, location, basename) ?? []) {
  if (typeof route.lazy !== 'function') continue
  const loaded = await route.lazy()
  Object.assign(route, loaded, { lazy: undefined })
}
await loadMessages(language)

const router = createBrowserRouter(routes, {
  basename,
  hydrationData: {
    ...(state.loaderData === undefined ? {} : { loaderData: state.loaderData }),
    errors:
      state.errors === null
        ? null
        : Object.fromEntries(
            Object.entries(state.errors).map(([id, { status, data }]) => [id, new ErrorResponse(status, '', data)]),
          ),
  },
})

const root = document.getElementById(ROOT_ELEMENT)
// As a transition it is done in slices of a few milliseconds: who touches the page meanwhile is not kept waiting.
if (root !== null)
  startTransition(() => {
    hydrateRoot(
      root,
      <App api={browserApi} language={language} site={state.site} now={new Date(state.now)}>
        <RouterProvider router={router} />
      </App>,
    )
  })
