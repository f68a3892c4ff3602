import { Type, type Static } from 'typebox'
import { ById } from './catalog.search.ts'
import { Id, Instant, Page, Strict } from './primitives.ts'
import { defineRoute } from './route.ts'

const text = (contentType: string, description: string) => ({ contentType, description })
const calendar = text('text/calendar', 'An iCalendar document (RFC 5545).')
const feedOf = <const N extends string>(operation: string, path: string, param: N, summary: string) =>
  defineRoute({
    operation,
    method: 'GET',
    path,
    access: 'public',
    summary,
    description:
      'To subscribe to: past events of a month, and five hundred to come. UIDs stay, SEQUENCE grows with each change, and ' +
      'what is cancelled says so.',
    params: ById(param),
    success: { status: 200, body: calendar, description: 'The calendar.' },
    problems: ['not-found'],
  })

export const SITEMAP_PAGE_MAX = 5_000

export const SitemapEntry = Strict({
  id: Id,
  changedAt: Type.Union([Instant, Type.Null()], { description: 'When it last changed; null where that is not known.' }),
})
export type SitemapEntry = Static<typeof SitemapEntry>

/** The catalogue in the formats of others. */
export const exportRoutes = {
  eventJsonLd: defineRoute({
    operation: 'catalog.eventJsonLd',
    method: 'GET',
    path: '/v1/events/:eventId/jsonld',
    access: 'public',
    summary: 'An event as JSON-LD of schema.org, as its page carries it.',
    params: ById('eventId'),
    success: {
      status: 200,
      body: text('application/ld+json', 'A schema.org Event with its offers, place, performers and status.'),
      description: 'The event.',
    },
    problems: ['not-found'],
  }),
  eventCalendar: defineRoute({
    operation: 'catalog.eventCalendar',
    method: 'GET',
    path: '/v1/events/:eventId/calendar.ics',
    access: 'public',
    summary: 'An event as a calendar entry.',
    params: ById('eventId'),
    success: { status: 200, body: calendar, description: 'The entry.' },
    problems: ['not-found'],
  }),
  venueCalendar: feedOf(
    'catalog.venueCalendar',
    '/v1/venues/:venueId/calendar.ics',
    'venueId',
    'The events at a venue as a calendar.',
  ),
  performerCalendar: feedOf(
    'catalog.performerCalendar',
    '/v1/performers/:performerId/calendar.ics',
    'performerId',
    'The events of a performer as a calendar.',
  ),
  organiserCalendar: feedOf(
    'catalog.organiserCalendar',
    '/v1/organisers/:organiserId/calendar.ics',
    'organiserId',
    'The events of an organiser as a calendar.',
  ),
  sitemap: defineRoute({
    operation: 'catalog.sitemap',
    method: 'GET',
    path: '/v1/sitemap/:kind',
    access: 'public',
    summary: 'What has a page: events that are not over, shows, venues and performers with such events.',
    params: Strict({ kind: Type.Enum(['events', 'shows', 'venues', 'performers']) }),
    query: Strict({
      cursor: Type.Optional(Id),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: SITEMAP_PAGE_MAX })),
    }),
    success: {
      status: 200,
      body: Page(SitemapEntry),
      description: 'A page of ids with the time of their last change.',
    },
    problems: [],
  }),
}
