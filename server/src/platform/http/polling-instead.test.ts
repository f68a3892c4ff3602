import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { describe, test, type TestContext } from 'node:test'
import Fastify from 'fastify'
import { closeEventStreams, openEventStream, openEventStreamCount, type Audience } from './event-stream.ts'
import { Ladder } from './ladder.ts'
import { silentLog } from '../log.ts'
import { pollInstead, pollInsteadOfStreams } from './polling-instead.ts'

const audienceOf = (path: string): Audience => (path.startsWith('/mine') ? 'one' : 'many')

/** A server whose ladder stands as a test says; whoever asks gets a stream. */
async function listening(t: TestContext) {
  const app = Fastify()
  t.after(async () => {
    closeEventStreams()
    await app.close()
  })
  const ladder = new Ladder(silentLog(), 0)
  app.decorateRequest('actor', undefined)
  for (const path of ['/all/stream', '/mine/stream'])
    app.get(path, (request, reply) => void openEventStream(request, reply, () => undefined, audienceOf(path)))
  const polling = pollInsteadOfStreams(app, ladder, audienceOf)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const open = async (path: string) => {
    const client = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
    client.setEncoding('utf8').write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
    const [first] = (await once(client, 'data')) as [string]
    return { client, first }
  }
  return { ladder, polling, open }
}

const wordIn = (text: string): unknown => JSON.parse(/event: poll\ndata: (.*)\n\n/.exec(text)?.[1] ?? '{}')

async function rest(client: Socket): Promise<string> {
  let text = ''
  client.on('data', (more: string) => (text += more))
  await once(client, 'close')
  return text
}

describe('polling instead of streams', { timeout: 60_000 }, () => {
  test('under pressure streams end with a word what to do, those of one person last, and are there again after it', async (t) => {
    const { ladder, polling, open } = await listening(t)
    const [all, mine] = [await open('/all/stream'), await open('/mine/stream')]
    polling.look()
    assert.equal(openEventStreamCount(), 2, 'at ease nothing ends')

    ladder.look(0.5, 1_000)
    const told = rest(all.client)
    polling.look()
    const word = wordIn(await told) as { everySeconds: number; streamAfterSeconds: number }
    assert.ok(word.everySeconds > 0 && word.streamAfterSeconds > word.everySeconds, JSON.stringify(word))
    assert.equal(openEventStreamCount(), 1, 'an order is followed still')
    const refused = await open('/all/stream')
    assert.match(refused.first, /^HTTP\/1\.1 200 [\s\S]*content-type: text\/event-stream/)
    assert.deepEqual(Object.keys(wordIn(refused.first) as object), ['everySeconds', 'streamAfterSeconds'])
    const another = await open('/mine/stream')
    assert.equal(openEventStreamCount(), 2)

    ladder.look(3, 2_000)
    const last = [rest(mine.client), rest(another.client)]
    polling.look()
    for (const text of await Promise.all(last)) assert.notDeepEqual(wordIn(text), {})
    assert.notDeepEqual(wordIn((await open('/mine/stream')).first), {})
    assert.deepEqual([openEventStreamCount(), polling.turnedAway], [0, 5])

    for (let now = 3_000; now <= 40_000; now += 1_000) ladder.look(0, now)
    polling.look()
    const back = await open('/all/stream')
    assert.deepEqual([wordIn(back.first), openEventStreamCount()], [{}, 1])
    back.client.destroy()
  })

  test('who is sent away asks and returns spread over time, the more of them the more seldom', () => {
    let seed = 11
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
    for (const [crowd, every] of [
      [10, 5],
      [20_000, 20],
      [1_000_000, 60],
    ] as const) {
      const words = Array.from({ length: 2_000 }, () => pollInstead(crowd, random))
      for (const { everySeconds, streamAfterSeconds } of words) {
        assert.ok(everySeconds >= every / 2 && everySeconds <= every * 1.5)
        assert.ok(streamAfterSeconds >= 30 && streamAfterSeconds <= 90)
      }
      const inOneSecond = words.filter(({ streamAfterSeconds }) => Math.floor(streamAfterSeconds) === 60).length
      assert.ok(inOneSecond < words.length / 30, `${inOneSecond} of ${words.length} come back in the same second`)
    }
  })
})
