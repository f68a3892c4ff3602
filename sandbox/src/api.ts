import { chargeRoutes } from './api-charges.ts'
import { eventRoutes } from './api-events.ts'
import { intentRoutes } from './api-intents.ts'
import { sessionRoutes } from './api-sessions.ts'
import type { Call, Route } from './call.ts'
import { unknownRoute, type Refusal } from './errors.ts'
import type { Subject } from './faults.ts'
import type { Params } from './form.ts'
import { subjectOf } from './subject.ts'

const routes: readonly Route[] = [...sessionRoutes, ...intentRoutes, ...chargeRoutes, ...eventRoutes]

const byPath = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]))

/** The names of the operations, as faults match them. */
export const operations: readonly string[] = routes.map((route) => route.operation)

/** The route of a request and the id in its path, or that there is none. */
export const routeOf = (method: string, path: string): { route: Route; id: string } | Refusal => {
  const found = byPath.get(`${method} ${path}`)
  if (found !== undefined) return { route: found, id: '' }
  const parts = path.split('/')
  for (const place of [parts.length - 1, parts.length - 2]) {
    const id = parts[place]
    if (id === undefined || id === '') continue
    const route = byPath.get(`${method} ${parts.with(place, ':id').join('/')}`)
    if (route !== undefined) return { route, id }
  }
  return unknownRoute(method, path)
}

/** What faults may match a call by. */
export const subjectOfCall = (route: Route, call: Pick<Call, 'id' | 'params' | 'store'>): Subject => {
  const about = route.about?.(call)
  if (about !== undefined) return subjectOf(call.store, about, { operation: route.operation })
  return { operation: route.operation, objects: [call.id], metadata: metadataIn(call.params) }
}

const metadataIn = ({ metadata }: Params): Record<string, string> =>
  typeof metadata === 'object'
    ? Object.fromEntries(
        Object.entries(metadata).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    : {}
