import type { Hints } from '../platform/hints.ts'
import type { Log } from '../platform/log.ts'

/** Tells whoever follows an order that it changed. Only ever a hint to read it again: losing one loses nothing. */
export interface Progress {
  changed(orderId: string): void
  /** Calls back after changes of an order, on whichever node they happen. @returns how to stop. */
  follow(orderId: string, onChange: () => void): () => void
  stop(): Promise<void>
}

const CHANNEL = 'orders'
const COLLECT_MS = 20
/** More than this between two rounds are dropped: their followers look again by themselves. */
const IDS_WAITING_MAX = 20_000

/**
 * Followers on this node hear at once; other nodes by hints, which are sent outside of any transaction and for many orders
 * together: a NOTIFY inside makes commits wait for one another.
 */
export async function startProgress(hints: Hints, log: Log): Promise<Progress> {
  const followers = new Map<string, Set<() => void>>()
  const waiting = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let sending: Promise<void> = Promise.resolve()

  const tellHere = (orderId: string) => {
    for (const onChange of followers.get(orderId) ?? []) onChange()
  }
  const unlisten = await hints.listen(CHANNEL, tellHere, () => [...followers.keys()].forEach(tellHere))
  const send = async () => {
    timer = undefined
    const ids = [...waiting]
    waiting.clear()
    await hints.send(CHANNEL, ids)
  }
  const sendLogged = async () =>
    send().catch((error: unknown) => log.warn({ err: error }, 'followers on other nodes were not told'))

  return {
    changed(orderId) {
      tellHere(orderId)
      if (waiting.size >= IDS_WAITING_MAX) return
      waiting.add(orderId)
      timer ??= setTimeout(() => {
        sending = sending.then(sendLogged)
      }, COLLECT_MS)
    },
    follow(orderId, onChange) {
      const mine = followers.get(orderId) ?? new Set()
      followers.set(orderId, mine.add(onChange))
      return () => {
        mine.delete(onChange)
        if (mine.size === 0 && followers.get(orderId) === mine) followers.delete(orderId)
      }
    },
    async stop() {
      clearTimeout(timer)
      await sending
      await sendLogged()
      await unlisten()
    },
  }
}
