/// <reference lib="webworker" />
import type { DrawEntry, DrawStep } from '@foyer/contract/draw'
import { roundVerifier } from '@foyer/contract/drand'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { checkDrawFile, type DrawReport } from './check-draw-file.ts'

declare const self: DedicatedWorkerGlobalScope

/** What is asked of the worker: a file by its address, or one that the person chose. */
export interface DrawQuestion {
  readonly file: string | Blob
  readonly entry: DrawEntry | undefined
}

/** What it answers: steps as they begin, and how much of one is done, up to 1; then a report, or that there is no file. */
export type DrawNews =
  { readonly step: DrawStep; readonly done: number } | { readonly report: DrawReport | 'unreachable' }

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- to the page that started it, not a window
const tell = (news: DrawNews) => self.postMessage(news)

self.addEventListener('message', ({ data }: MessageEvent<DrawQuestion>) => {
  void textOf(data.file).then((text) => {
    if (text === undefined) return tell({ report: 'unreachable' })
    const report = checkDrawFile(text, data.entry, verifyRound, (step, done) => tell({ step, done }))
    return tell({ report })
  })
})

const verifyRound = roundVerifier(bls12_381.shortSignatures)

async function textOf(file: string | Blob): Promise<string | undefined> {
  try {
    if (typeof file !== 'string') return await file.text()
    const response = await fetch(file)
    return response.ok ? await response.text() : undefined
  } catch {
    // No network, or a file that can no longer be read: told on the page.
    return undefined
  }
}
