import { Type, type Static } from 'typebox'
import { Id, Instant, Money, PageQuery, Strict } from './primitives.ts'
import { defineRoute } from './route.ts'

/** What people are told, each in a sentence for whoever has no better words for it. */
export const notificationKinds = {
  'order.confirmed': 'Your order is confirmed.',
  'order.expired': 'Your order was not paid in time. Its places are available to others again.',
  'order.cancelled': 'Your order is cancelled. Nothing was charged.',
  'order.places-gone': 'Your payment came after your time was over, and the places are gone. Nothing was charged.',
  'order.payment-failed': 'Your payment failed. Nothing was charged, and the places are available to others again.',
  'order.review': 'Your payment does not fit your order. Somebody is looking at it, and nothing is taken until then.',
  'order.partly_refunded': 'Part of your money is on its way back.',
  'order.refunded': 'Your money is on its way back.',
  'order.refund_failed': 'Your money could not be sent back yet. It is still owed to you.',
  'order.disputed': 'Your bank asks for the money of your order back. Its tickets do not admit until that is decided.',
  'order.dispute_lost': 'Your bank took the money of your order back. Its tickets are void.',
  'tickets.issued': 'Your tickets are ready.',
} as const

export type NotificationKind = keyof typeof notificationKinds

const Kinds = Object.keys(notificationKinds) as NotificationKind[]
const optionalId = (description: string) => Type.Union([Id, Type.Null()], { description })

export const Notification = Strict(
  {
    notificationId: Id,
    kind: Type.Enum(Kinds, { description: 'What it tells; later versions may add kinds.' }),
    says: Type.String({ description: 'The same as a sentence in English.' }),
    eventId: optionalId('The event it is about.'),
    orderId: optionalId('The order it is about.'),
    amount: Type.Union([Money, Type.Null()], { description: 'The amount of the order, where money is meant.' }),
    madeAt: Instant,
    readAt: Type.Union([Instant, Type.Null()]),
  },
  { description: 'Something that a person is told.' },
)
export type Notification = Static<typeof Notification>

/** The count of unread ones stops here: nobody needs it exactly. */
export const UNREAD_COUNT_MAX = 100

export const notificationRoutes = {
  list: defineRoute({
    operation: 'notifications.list',
    method: 'GET',
    path: '/v1/me/notifications',
    access: 'signed-in',
    summary: 'What you were told, newest first. Kept for a year.',
    query: Strict(PageQuery),
    success: {
      status: 200,
      body: Strict({
        items: Type.Array(Notification),
        next: Type.Union([Type.String(), Type.Null()], { description: 'Cursor of the next page; null at the end.' }),
        unread: Type.Integer({ description: `How many are unread; ${UNREAD_COUNT_MAX} stands for that many or more.` }),
      }),
      description: 'A page of notifications.',
    },
    problems: [],
  }),
  markRead: defineRoute({
    operation: 'notifications.markRead',
    method: 'PUT',
    path: '/v1/me/notifications/:notificationId/read',
    access: 'signed-in',
    summary: 'Marks one notification as read. Repeating it changes nothing.',
    params: Strict({ notificationId: Id }),
    success: { status: 204, body: null, description: 'It is marked as read.' },
    problems: ['not-found'],
  }),
  markReadUpTo: defineRoute({
    operation: 'notifications.markReadUpTo',
    method: 'POST',
    path: '/v1/me/notifications/read',
    access: 'signed-in',
    summary: 'Marks a notification and all older ones as read.',
    description: 'Naming the newest that was shown keeps those unread that came in meanwhile.',
    body: Strict({ upTo: Id }),
    success: { status: 204, body: null, description: 'They are marked as read.' },
    problems: [],
  }),
} as const
