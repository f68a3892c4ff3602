/**
 * Does the work that a challenge asks of the device, in a worker: about a second, and nothing to see, read or type.
 * @returns the proof as the API takes it. @throws Error when it cannot be done here, AbortError when it is called off.
 */
export function proveWork(challenge: unknown, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('prove-work.worker.ts', import.meta.url), { type: 'module' })
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) =>
    data === null
      ? reject(new Error('the work was not done in time'))
      : resolve(btoa(JSON.stringify({ challenge, solution: data }))),
  )
  worker.addEventListener('error', () => reject(new Error('the worker could not work')))
  signal.addEventListener('abort', () => reject(signal.reason))
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker of this page, not a window
  worker.postMessage(challenge)
  return promise.finally(() => worker.terminate())
}
