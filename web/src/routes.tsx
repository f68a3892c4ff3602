import { data, type LoaderFunctionArgs, type RouteObject } from 'react-router'
import { Refused } from '@foyer/contract/client'
import type { Api } from './api/api.ts'
import type { Language } from './i18n/languages.ts'
import { loadMessages } from './i18n/messages.ts'
import type { PageModule } from './page.ts'
import { FailedPage } from './shop/layout/failed-page.tsx'
import { Layout } from './shop/layout/layout.tsx'

/** Addresses, without the prefix of a language, and the area that shows each: `shop/<area>/page.tsx`, or `organizer/…`. */
const PAGES = {
  '/': 'home',
  search: 'search',
  films: 'films',
  'shows/:showId': 'show',
  'venues/:venueId': 'venue',
  'performers/:performerId': 'performer',
  'events/:eventId': 'event',
  'events/:eventId/seats': 'seats',
  'events/:eventId/queue': 'queue',
  'events/:eventId/draw': 'draw',
  'sign-in': 'account/sign-in',
  account: 'account',
  'checkout/:holdId': 'checkout',
  orders: 'orders',
  'orders/:orderId': 'orders/order',
  tickets: 'tickets',
  'tickets/:ticketId': 'tickets/ticket',
  organise: 'organizer',
  'organise/venues': 'organizer/venues',
  'organise/venues/:venueId': 'organizer/venues/venue',
  'organise/performers': 'organizer/performers',
  'organise/performers/:performerId': 'organizer/performers/performer',
  'organise/events/new': 'organizer/new-event',
  'organise/events/:eventId': 'organizer/event',
  'organise/events/:eventId/tickets': 'organizer/tickets',
  'organise/events/:eventId/on-sale': 'organizer/on-sale',
  'organise/events/:eventId/live': 'organizer/live',
} as const

/** Pages that stand inside somebody else's. */
const EMBEDDED = {
  'embed/events/:eventId': 'embed/event',
  'embed/shows/:showId': 'embed/show',
} as const

const modules = import.meta.glob<PageModule>(['./shop/**/page.tsx', './organizer/**/page.tsx'])

const fileOf = (area: string): string => `${area.startsWith('organizer') ? '' : 'shop/'}${area}/page.tsx`

/** The module of an area, as the manifest of the build calls it. */
export const moduleOf = (area: string): string => `src/${fileOf(area)}`

/** The routes of the shop in one language. Pages are fetched with their messages when they are first shown. */
export function routesOf(api: Api, language: Language): RouteObject[] {
  const lazily = (area: string) => async () => {
    const { load, Page } = await pageModule(area)
    await loadMessages(language)
    const loader = async ({ params, request }: LoaderFunctionArgs) => {
      if (load === undefined) return null
      try {
        return await load({ api, params, url: new URL(request.url), language, signal: request.signal })
      } catch (error) {
        throw asAnswer(error)
      }
    }
    return { Component: Page, loader }
  }
  const pages = (addresses: Readonly<Record<string, string>>) =>
    Object.entries(addresses).map(([path, area]) => ({ id: area, path, lazy: lazily(area) }))
  return [
    {
      id: 'embedded',
      lazy: async () => {
        const { EmbedLayout } = await import('./shop/embed/layout.tsx')
        await loadMessages(language)
        return { Component: EmbedLayout }
      },
      children: [{ id: 'embedded pages', ErrorBoundary: FailedPage, children: pages(EMBEDDED) }],
    },
    {
      id: 'layout',
      Component: Layout,
      children: [
        {
          id: 'pages',
          ErrorBoundary: FailedPage,
          children: pages(PAGES),
        },
        { id: 'nowhere', path: '*', Component: FailedPage, loader: () => data(null, { status: 404 }) },
      ],
    },
  ]
}

function pageModule(area: string): Promise<PageModule> {
  const load = modules[`./${fileOf(area)}`]
  if (load === undefined) throw new Error(`${area} has no page`)
  return load()
}

/** A refusal as the router takes it. An address whose id is none leads nowhere. */
function asAnswer(error: unknown): unknown {
  if (!(error instanceof Refused)) return error
  const status = error.problem.status === 400 ? 404 : error.problem.status
  return data({ code: error.problem.code, retryAfter: error.retryAfter }, { status })
}
