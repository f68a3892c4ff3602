import { databaseProxy } from '../../platform/testing/database-proxy.ts'

export interface CuttingProxy extends AsyncDisposable {
  readonly url: string
  /** Cuts connections in both directions when the database answers for the `nth` time from now: after the commit. */
  cutAnswer(nth: number): void
  /** Holds back what the database answers until `resume`: a node that is paused in the middle of a batch. */
  pause(): void
  resume(): void
  readonly cuts: number
}

/** Stands between a node and its database, and breaks the connection when told: the node cannot know what was done. */
export async function cuttingProxy(databaseUrl: string): Promise<CuttingProxy> {
  let answersLeft = Infinity
  let paused = false
  let cuts = 0
  const proxy = await databaseProxy(databaseUrl, (client, upstream) => {
    client.on('data', (bytes) => upstream.write(bytes))
    upstream.on('data', (bytes) => {
      if (--answersLeft < 0) {
        answersLeft = Infinity
        cuts++
        client.destroy()
        return
      }
      client.write(bytes)
    })
    if (paused) upstream.pause()
  })
  return {
    url: proxy.url,
    cutAnswer(nth) {
      answersLeft = nth - 1
    },
    pause() {
      paused = true
      for (const socket of proxy.sockets) socket.pause()
    },
    resume() {
      paused = false
      for (const socket of proxy.sockets) socket.resume()
    },
    get cuts() {
      return cuts
    },
    [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose](),
  }
}
