import type { Database } from './database.ts'
import type { Redis } from './redis/index.ts'

/**
 * Words from one node to all: that something may have changed, so that whoever cares reads it again. Nothing depends on
 * them but how soon that is: whoever listens also looks by itself from time to time.
 */
export interface Hints {
  /** Tells every node, this one too. Outside of any transaction. */
  send(channel: string, hints: readonly string[]): Promise<void>
  /** `onMissed` says that hints may have been missed. @returns how to stop. */
  listen(channel: string, onHint: (hint: string) => void, onMissed: () => void): Promise<() => Promise<void>>
}

/** A NOTIFY carries less than 8,000 bytes. */
const BYTES_MAX = 7_500
const BETWEEN = '\n'

/**
 * Hints through the database: every NOTIFY is a commit of its own, which waits for the disk, and while it commits no
 * other NOTIFY of the database does.
 */
export const databaseHints = (db: Database): Hints => ({
  async send(channel, hints) {
    await db.sql`select pg_notify(${channel}, message) from unnest(${messagesOf(hints)}::text[]) message`
  },
  listen: (channel, onHint, onMissed) =>
    db.listen(channel, (message) => message.split(BETWEEN).forEach(onHint), onMissed),
})

/**
 * Hints through Redis while it answers, through the database when it does not. Listened to is both always, so a node that
 * has lost Redis is heard by those that have not; what a node sends while another one has lost it is missed there.
 */
export function hintsThrough(redis: Redis, db: Database): Hints {
  const behind = databaseHints(db)
  return {
    async send(channel, hints) {
      for (const message of messagesOf(hints))
        if (!(await redis.publish(channel, message))) await behind.send(channel, message.split(BETWEEN))
    },
    async listen(channel, onHint, onMissed) {
      const unlisten = await behind.listen(channel, onHint, onMissed)
      const unsubscribe = await redis.subscribe(channel, (message) => message.split(BETWEEN).forEach(onHint), onMissed)
      return async () => {
        unsubscribe()
        await unlisten()
      }
    },
  }
}

/** Hints together in as few messages as they fit in. */
function messagesOf(hints: readonly string[]): string[] {
  const messages: string[] = []
  for (const hint of hints) {
    const last = messages.at(-1)
    if (last !== undefined && last.length + BETWEEN.length + hint.length <= BYTES_MAX)
      messages[messages.length - 1] = last + BETWEEN + hint
    else messages.push(hint)
  }
  return messages
}
