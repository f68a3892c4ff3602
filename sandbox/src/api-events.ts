import { answerList, answerOnce, type Route } from './call.ts'
import { notFound } from './errors.ts'

const TYPES_MAX = 20 // Stripe's

export const eventRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/events',
    operation: 'list-events',
    answer: (call) => {
      const type = call.read.text('type')
      const types = call.read.texts('types')
      const delivered = call.read.choice('delivery_success', ['true', 'false'])
      if (types.length > TYPES_MAX) call.read.refuse('types', undefined, `At most ${TYPES_MAX} types.`)
      if (type !== undefined && types.length > 0) call.read.refuse('types', undefined, 'Give type or types, not both.')
      const wanted = type === undefined ? types : [type]
      return answerList(
        call,
        'event',
        call.store.events,
        (event) =>
          (wanted.length === 0 || wanted.some((pattern) => matches(event.type, pattern))) &&
          (delivered === undefined || (event.pending === 0) === (delivered === 'true')),
      )
    },
  },
  {
    method: 'GET',
    path: '/v1/events/:id',
    operation: 'read-event',
    answer: (call) => {
      const event = call.store.events.get(call.id)
      return event === undefined ? notFound('event', call.id) : answerOnce(call, 'event', event)
    },
  },
]

/** A type of event, or the beginning of several: `charge.*`. */
const matches = (type: string, pattern: string): boolean =>
  pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern
