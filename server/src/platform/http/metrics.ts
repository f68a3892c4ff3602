import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { openEventStreamCount } from './event-stream.ts'

/** Numbers of one node by name, read when somebody asks for `/metrics`. */
export type Gauges = () => Readonly<Record<string, number>>

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** Counts and times every request by route and status, and shows all of it at `/metrics` in Prometheus' text format. */
export function registerMetrics(app: FastifyInstance, gauges: Gauges): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'foyer_http_request_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  })
  app.addHook('onResponse', (request, reply, done) => {
    requests.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1_000,
    )
    done()
  })
  registry.registerMetric(
    new Gauge({
      name: 'foyer_event_streams',
      help: 'Server-sent event streams that are open on this node.',
      registers: [],
      collect() {
        this.set(openEventStreamCount())
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'foyer_node',
      help: 'Numbers of this node, by name.',
      labelNames: ['name'],
      registers: [],
      collect() {
        for (const [name, value] of Object.entries(gauges())) this.set({ name }, value)
      },
    }),
  )
  app.get('/metrics', async (_request, reply) => {
    reply.type(registry.contentType).header('cache-control', 'no-store')
    return registry.metrics()
  })
}
