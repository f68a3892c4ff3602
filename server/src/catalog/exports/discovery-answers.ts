import type { RouteContract, SuccessOf } from '@foyer/contract'
import type { discoveryRoutes } from '@foyer/contract/discovery'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { route, type Call } from '../../platform/http/route.ts'
import { isId } from '../../platform/ids.ts'
import type { Slice, Texts } from './discovery-query.ts'

const KEPT_S = 10
const ENDING = '.json'

/** Registers a route of the Discovery API, whose addresses may end in `.json` or not: its clients write both. */
export function discoveryRoute<const R extends RouteContract>(
  app: FastifyInstance,
  contract: R,
  handle: (call: Call<R>) => Promise<SuccessOf<R> | FastifyReply>,
): void {
  route(app, contract, handle)
  if (contract.path.endsWith(ENDING))
    route<R>(app, { ...contract, path: contract.path.slice(0, -ENDING.length) }, handle)
}

export const show = (reply: FastifyReply, body: object): FastifyReply =>
  reply.header('cache-control', `public, max-age=${KEPT_S}`).type('application/json;charset=utf-8').send(body)

export const refuse = (reply: FastifyReply, detail: string): FastifyReply => fail(reply, 400, 'DIS1035', detail)

export const nothing = (reply: FastifyReply, id: string): FastifyReply =>
  fail(reply, 404, 'DIS1004', `There is nothing here with the id ${id}`)

const fail = (reply: FastifyReply, status: number, code: string, detail: string): FastifyReply =>
  reply.code(status).send({ errors: [{ code, detail, status: String(status) }] })

/** What stands at the end of an address, which may be followed by `.json`. */
export const endOf = (text: string): string => (text.endsWith(ENDING) ? text.slice(0, -ENDING.length) : text)

/** Registers a route for one thing by its id; `find` gives its shape, or undefined where there is none. */
export const lookedUp = (
  app: FastifyInstance,
  contract: typeof discoveryRoutes.event | typeof discoveryRoutes.venue | typeof discoveryRoutes.attraction,
  find: (id: string) => Promise<object | undefined>,
): void =>
  discoveryRoute(app, contract, async ({ params, reply }) => {
    const id = endOf(params.id)
    const found = isId(id) ? await find(id) : undefined
    return found === undefined ? nothing(reply, params.id) : show(reply, found)
  })

export const sliced = <T>(items: readonly T[], { size, number }: Slice): readonly T[] =>
  items.slice(number * size, (number + 1) * size)

/** Parameters that stand there once, as texts; a list is nothing that this API knows. */
export const textsOf = (query: object): Texts =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  )
