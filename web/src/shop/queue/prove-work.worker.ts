/// <reference lib="webworker" />
import { solveChallenge, type Challenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'

declare const self: DedicatedWorkerGlobalScope

/** Solves one challenge beside the page, which stays as quick as it was. */
self.addEventListener('message', ({ data }: MessageEvent<Challenge>) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to the page that started it, not a window
  const tell = (solution: unknown) => self.postMessage(solution)
  // Such as a page that is no secure context, where browsers derive no keys: nothing else would be heard of it.
  solveChallenge({ challenge: data, deriveKey }).then(tell, () => tell(null))
})
