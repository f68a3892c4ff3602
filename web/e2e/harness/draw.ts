import { createHash } from 'node:crypto'
import {
  commitmentOf,
  drawOrder,
  drawSeed,
  listCommitments,
  rootOf,
  seedCommitment,
  type DrawEntry,
  type DrawFile,
} from '@foyer/contract/draw'
import { readAnnouncement, writeAnnouncement } from '@foyer/contract/draw-announcement'
import { hexOf } from '@foyer/contract/hex'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
/** Short, since it is the list that is to be long here. */
const DELAY = 1_000

/** A draw of so many entrants by a seed, made by the rules, with the first of its entries. */
export function aDrawOf(entrants: number, eventId: string): { readonly file: DrawFile; readonly entry: DrawEntry } {
  const entryOf = (n: number): DrawEntry => ({
    eventId,
    entryId: `01930000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`,
    salt: digest(`salt ${n}`),
    nonce: digest(`nonce ${n}`).slice(0, 32),
  })
  const list = listCommitments(Buffer.concat(Array.from({ length: entrants }, (_, n) => commitmentOf(entryOf(n)))))
  const secret = digest('seed')
  const announcement = readAnnouncement(
    writeAnnouncement({
      eventId,
      announcedAt: new Date('2035-03-01T08:59:00Z'),
      entrants,
      root: hexOf(rootOf(list)),
      randomness: { kind: 'seed', commitment: hexOf(seedCommitment(secret)), delay: DELAY },
    }),
  )
  if (announcement === undefined) throw new Error('that is no announcement')
  const commitments = Array.from({ length: entrants }, (_, n) => hexOf(list.subarray(n * 32, n * 32 + 32)))
  const order = [...drawOrder(list, drawSeed(announcement, secret))]
  return {
    file: { format: 'foyer-draw-1', announcement: announcement.text, commitments, secret, order },
    entry: entryOf(0),
  }
}
