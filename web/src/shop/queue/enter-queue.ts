import { Refused } from '@foyer/contract/client'
import type { EnteredQueue, QueueAbout } from '@foyer/contract/queue'
import type { Api } from '../../api/api.ts'
import { proveWork } from './prove-work.ts'

/** What is being done while somebody enters. */
export type EnteringStep = 'asking' | 'working' | 'entering'

interface EnteringOptions {
  readonly api: Api
  readonly eventId: string
  readonly signal: AbortSignal
  readonly onStep: (step: EnteringStep) => void
}

const NONCE_BYTES = 16
const TRIES_MAX = 5
const AGAIN_MS = 2_000

/**
 * Enters a queue, or gets the place back that the account has: asks for the rules, does the work, enters. A proof that was
 * refused and a server that is busy are tried again.
 * @throws Refused or TypeError, when that did not help; whatever `signal` was aborted with.
 */
export async function enterQueue(
  options: EnteringOptions,
): Promise<{ readonly entered: EnteredQueue; readonly about: QueueAbout }> {
  const { api, eventId, signal } = options
  const params = { eventId }
  const nonce = randomHex()
  for (let tries = 1; ; tries++)
    try {
      options.onStep('asking')
      const about = await api.call('GET', '/v1/events/:eventId/queue', { params, signal })
      const proof = about.proofOfWork ? { proof: await prove(options) } : {}
      options.onStep('entering')
      const entered = await api.call('POST', '/v1/events/:eventId/queue', { params, body: { nonce, ...proof }, signal })
      return { entered, about }
    } catch (error) {
      const again = error instanceof Refused && AGAIN.has(error.problem.code) && tries < TRIES_MAX
      if (!again) throw error
      await pause(error.retryAfter === undefined ? AGAIN_MS : error.retryAfter * 1_000, signal)
    }
}

const AGAIN: ReadonlySet<string> = new Set(['proof-of-work-refused', 'try-again-soon'])

async function prove({ api, eventId, signal, onStep }: EnteringOptions): Promise<string> {
  const challenge: unknown = await api.call('GET', '/v1/events/:eventId/queue/challenge', {
    params: { eventId },
    signal,
  })
  onStep('working')
  return proveWork(challenge, signal)
}

const randomHex = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)), (byte) => byte.toString(16).padStart(2, '0')).join('')

function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    reject(signal.reason)
  })
  return promise
}
