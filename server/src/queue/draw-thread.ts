import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { drawOrder, drawSeed, listCommitments } from '@foyer/contract/draw'
import type { Announcement } from '@foyer/contract/draw-announcement'
import { merkleLevels } from '@foyer/contract/merkle-levels'

/** What takes a second or more: done on a thread of its own, so that nobody waits for it. */
interface Tasks {
  /** Puts commitments in order, and the tree over them. */
  list: { in: { commitments: Uint8Array }; out: { list: Uint8Array; levels: readonly Uint8Array[] } }
  /** The seed of an order, however long its delay. */
  seed: { in: { announcement: Announcement; secret: string }; out: Uint8Array }
  /** Numbers by their place in the list: what `list[index]` drew, counted from 1. */
  numbers: { in: { list: Uint8Array; seed: Uint8Array }; out: Uint32Array }
}
type Task = keyof Tasks

/** Does one task, and ends. */
export function onDrawThread<T extends Task>(task: T, input: Tasks[T]['in']): Promise<Tasks[T]['out']> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: { drawTask: task, input } })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', (code) => reject(new Error(`the thread of a draw ended with ${code}`)))
  })
}

const work: { readonly [T in Task]: (input: Tasks[T]['in']) => Tasks[T]['out'] } = {
  list({ commitments }) {
    const list = listCommitments(commitments)
    return { list, levels: merkleLevels(list) }
  },
  seed: ({ announcement, secret }) => drawSeed(announcement, secret),
  numbers({ list, seed }) {
    const order = drawOrder(list, seed)
    const numbers = new Uint32Array(order.length)
    order.forEach((index, place) => (numbers[index] = place + 1))
    return numbers
  },
}

const asked = workerData as { drawTask?: Task; input: never } | null
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- between threads there is no origin
if (!isMainThread && asked?.drawTask !== undefined) parentPort?.postMessage(work[asked.drawTask](asked.input))
