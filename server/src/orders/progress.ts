import type { Database } from '../platform/database.ts'
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
/** A NOTIFY carries less than 8,000 bytes; an id and a comma are 37. */
const IDS_PER_NOTIFY_MAX = 200
/** More than this between two rounds are dropped: their followers look again by themselves. */
const IDS_WAITING_MAX = 20_000

/**
 * Followers on this node hear at once; other nodes hear through NOTIFY, which is sent outside of any transaction and for
 * many orders together: a NOTIFY inside makes commits wait for one another.
 */
export async function startProgress(db: Database, log: Log): Promise<Progress> {
  const followers = new Map<string, Set<() => void>>()
  const waiting = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let sending: Promise<void> = Promise.resolve()

  const tellHere = (orderId: string) => {
    for (const onChange of followers.get(orderId) ?? []) onChange()
  }
  const unlisten = await db.listen(
    CHANNEL,
    (payload) => payload.split(',').forEach(tellHere),
    () => [...followers.keys()].forEach(tellHere),
  )
  const send = async () => {
    timer = undefined
    const ids = [...waiting]
    waiting.clear()
    for (let from = 0; from < ids.length; from += IDS_PER_NOTIFY_MAX)
      await db.sql`select pg_notify(${CHANNEL}, ${ids.slice(from, from + IDS_PER_NOTIFY_MAX).join(',')})`
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
