import { databaseProxy } from './database-proxy.ts'

/**
 * `answers`; `starts`, as a server that takes nobody yet; `silent`, as one whose machine is gone: whoever comes, and whoever
 * is there, waits for ever.
 */
export type Mood = 'answers' | 'starts' | 'silent'

export interface ProxiedDatabase extends AsyncDisposable {
  readonly url: string
  become(mood: Mood): void
}

/** Stands between a pool and its database, which from there is as it is told to be. */
export async function proxiedDatabase(databaseUrl: string): Promise<ProxiedDatabase> {
  let mood: Mood = 'answers'
  const proxy = await databaseProxy(
    databaseUrl,
    (client, upstream) => {
      client.on('data', (bytes) => mood === 'silent' || upstream.write(bytes))
      upstream.on('data', (bytes) => mood === 'silent' || client.write(bytes))
    },
    (client) => {
      if (mood === 'starts') client.once('data', () => client.end(STARTING))
      return mood !== 'starts'
    },
  )
  return {
    url: proxy.url,
    become(next) {
      mood = next
    },
    [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose](),
  }
}

/** An ErrorResponse: the database system is starting up. */
const STARTING = errorResponse({ S: 'FATAL', V: 'FATAL', C: '57P03', M: 'the database system is starting up' })

function errorResponse(fields: Readonly<Record<string, string>>): Buffer {
  const body = Object.entries(fields).map(([name, value]) => `${name}${value}\0`)
  const bytes = Buffer.from(`${body.join('')}\0`)
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(bytes.length + 4, 1)
  return Buffer.concat([head, bytes])
}
