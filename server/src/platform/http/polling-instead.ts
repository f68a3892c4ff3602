import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { PollInstead } from '@foyer/contract/streams'
import { answerBeforeRoutes } from './before-routes.ts'
import { carriesStream, endEventStreams, formatEvent, openEventStreamCount, type Audience } from './event-stream.ts'
import type { Ladder, RungName } from './ladder.ts'

/** From which rung on there are no streams for whom. */
const WITHOUT_STREAMS: Readonly<Record<Audience, RungName>> = { many: 'polling', one: 'pause' }
/** All who were sent away ask about so often a second, together, and a few of them come back to a stream in a second. */
const ASKS_PER_SECOND = 1_000
const EVERY_MIN_S = 5
const EVERY_MAX_S = 60
/** Times a number between a half and one and a half, so that nobody asks or comes back together with others. */
const RETURN_S = 60
/** In a tenth of a second: a fiftieth of those who are left, and never few. */
const ENDED_SHARE = 0.02
const ENDED_MIN = 50

/** What somebody without a stream is told: how often to ask, and when to try the stream again. Drawn for each. */
export function pollInstead(crowd: number, random: () => number = Math.random): PollInstead {
  const every = Math.min(EVERY_MAX_S, Math.max(EVERY_MIN_S, crowd / ASKS_PER_SECOND))
  const drawn = (seconds: number): number => Math.round(seconds * (0.5 + random()) * 10) / 10
  return { everySeconds: drawn(every), streamAfterSeconds: drawn(RETURN_S) }
}

/**
 * The first rung of the ladder: streams end, some at a time, and new ones are refused, each with the word to ask from
 * time to time instead. Streams of one person alone stay until the last rung. `look` is to be called ten times a second.
 */
export function pollInsteadOfStreams(
  app: FastifyInstance,
  ladder: Pick<Ladder, 'has'>,
  audienceOf: (path: string) => Audience,
  random: () => number = Math.random,
): { look(): void; readonly turnedAway: number } {
  /** Of the streams that were ended or refused since the ladder was climbed; as far as is known they all ask now. */
  let crowd = 0
  let turnedAway = 0
  const word = (): string => formatEvent({ event: 'poll', data: pollInstead(crowd, random) })
  answerBeforeRoutes(app, ({ url = '', socket, method }, response) => {
    const path = url.split('?', 1)[0] ?? url
    if (method !== 'GET' || !path.endsWith('/stream') || !ladder.has(WITHOUT_STREAMS[audienceOf(path)])) return false
    // Nothing is answered behind a stream: whoever looks next ends that connection.
    if (carriesStream(socket)) return false
    turnedAway++
    refuse(response, word())
    return true
  })
  return {
    look() {
      if (!ladder.has(WITHOUT_STREAMS.many)) {
        crowd = 0
        return
      }
      const open = openEventStreamCount()
      crowd = Math.max(crowd, open)
      const atMost = Math.max(ENDED_MIN, Math.ceil(open * ENDED_SHARE))
      turnedAway += endEventStreams(atMost, ({ audience }) => ladder.has(WITHOUT_STREAMS[audience]), word)
    },
    get turnedAway() {
      return turnedAway
    },
  }
}

/** As a stream of one event: a browser's own reader of streams (`EventSource`) shows nothing else to a page. */
const refuse = (response: ServerResponse, word: string): void =>
  void response
    .writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      'content-length': Buffer.byteLength(word),
    })
    .end(word)
