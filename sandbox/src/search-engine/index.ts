import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bulk } from './bulk.ts'
import { Indexes } from './indexes.ts'
import { Refusal, type Reply } from './refusal.ts'
import { search } from './search.ts'

/** What can be made to go wrong. Each is used up one after another. */
export interface Trouble {
  /** Requests that are answered 503, whatever they ask. */
  unavailable: number
  /** Documents of bulk requests that are answered 429: too many at once. */
  rejected: number
  /** Every connection is cut. */
  down: boolean
}

export interface SearchEngineSandbox {
  readonly url: string
  readonly trouble: Trouble
  readonly indexes: Indexes
  /** Requests so far, as "METHOD /path". */
  readonly requests: readonly string[]
  stop(): Promise<void>
}

const BODY_MAX_BYTES = 64 * 1024 * 1024
const REQUESTS_KEPT_MAX = 10_000

/**
 * Stands in for Elasticsearch and OpenSearch: the part of their REST interface that Foyer uses, in memory. It enforces
 * mappings, versions and aliases as they do, so that what it takes they take; it does not stand in for their relevance,
 * their speed or their clustering.
 */
export async function startSearchEngine(port = 0): Promise<SearchEngineSandbox> {
  const indexes = new Indexes()
  const trouble: Trouble = { unavailable: 0, rejected: 0, down: false }
  const requests: string[] = []
  const server = createServer((request, response) => {
    void handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  // A server that listens on a port has an address with one.
  const { port: listening } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${listening}`,
    trouble,
    indexes,
    requests,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request
    if (requests.length < REQUESTS_KEPT_MAX) requests.push(`${method} ${url}`)
    if (trouble.down) return void request.socket.destroy()
    const body = await textOf(request)
    const { status, body: answer } = trouble.unavailable > 0 ? unavailable(trouble) : answerTo(method, url, body)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  }

  function answerTo(method: string, url: string, text: string): Reply {
    try {
      return route(method, new URL(url, 'http://engine').pathname, text)
    } catch (error) {
      if (error instanceof Refusal) return error.reply
      if (error instanceof SyntaxError) return new Refusal(400, 'parse_exception', error.message).reply
      throw error
    }
  }

  function route(method: string, path: string, text: string): Reply {
    const [first = '', second] = path.slice(1).split('/')
    const asked = `${method} ${first.startsWith('_') ? first : '*'}${second === undefined ? '' : `/${second.startsWith('_') ? second : '*'}`}`
    switch (asked) {
      case 'PUT *':
        return indexes.make(first, JSON.parse(text))
      case 'DELETE *':
        return indexes.delete(first)
      case 'GET */_alias':
        return indexes.aliasesOf(first)
      case 'POST _aliases':
        return indexes.changeAliases(JSON.parse(text))
      case 'POST */_refresh':
        return indexes.refresh(first)
      case 'POST _bulk':
        return bulk(indexes, text, trouble)
      case 'POST */_search':
        return search(indexes.require(first), JSON.parse(text))
      default:
        throw new Refusal(400, 'illegal_argument_exception', `${method} ${path} is not played here`)
    }
  }
}

function unavailable(trouble: Trouble): Reply {
  trouble.unavailable--
  return new Refusal(503, 'cluster_block_exception', 'made to be unavailable').reply
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > BODY_MAX_BYTES) throw new Error('the body is larger than an engine takes')
    parts.push(part)
  }
  return Buffer.concat(parts).toString()
}
