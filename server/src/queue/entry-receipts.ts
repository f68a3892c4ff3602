import type { KeyObject } from 'node:crypto'
import { receiptsText, receiptText, type EntryReceipt } from '@foyer/contract/draw-receipt'
import { merkleLevels } from '@foyer/contract/merkle-levels'
import { ED25519_SEED_BYTES, ed25519KeyPair, signText } from '../platform/ed25519.ts'
import { Gather } from '../platform/gather.ts'
import type { DeriveKey } from '../platform/secrets.ts'
import { hexText, sha256Of, sha256OfText } from '../platform/sha256.ts'

/** An entry that was taken. */
export interface TakenEntry {
  readonly commitment: Uint8Array
  /** Of whoever came after the lobby closed. */
  readonly number: number | null
}

/**
 * What the operator signs for others to check: that an entry was taken, and what was announced. A signature costs as much as
 * all else of an entry, so those who enter in the same moment share one (docs/draw.md, Receipts).
 */
export interface EntryReceipts {
  /** Ed25519, base64url. */
  readonly publicKey: string
  /** @throws TooManyWait */
  issue(entry: TakenEntry): Promise<EntryReceipt>
  /** Signature of a text, base64url. */
  signText(text: string): string
}

/** Paths have ten digests then. */
const TOGETHER_MAX = 1_024

export function entryReceipts(deriveKey: DeriveKey): EntryReceipts {
  const { privateKey, publicKey } = ed25519KeyPair(deriveKey('queue-entries:1', ED25519_SEED_BYTES))
  const together = new Gather<TakenEntry, EntryReceipt>({
    batchMax: TOGETHER_MAX,
    everyMs: 0,
    work: (entries) => Promise.resolve(receiptsOf(entries, (text) => signText(text, privateKey))),
  })
  return {
    publicKey: rawPublicKey(publicKey),
    issue: (entry) => together.add(entry),
    signText: (text) => signText(text, privateKey),
  }
}

/** Receipts for entries by one signature, in their order. */
export function receiptsOf(entries: readonly TakenEntry[], sign: (text: string) => string): EntryReceipt[] {
  const leaves = Buffer.concat(
    entries.map(({ commitment, number }) => sha256OfText(receiptText(hexText(commitment), number))),
  )
  const levels = merkleLevels(leaves, sha256Of).map(hexText)
  const size = entries.length
  const signature = sign(receiptsText(size, levels.at(-1) ?? ''))
  return entries.map((_, index) => ({ index, size, path: pathIn(levels, index), signature }))
}

/** `inclusionPath` of the contract, in texts that are parts of one for each level: nobody has a digest of their own. */
function pathIn(levels: readonly string[], index: number): string[] {
  const path: string[] = []
  let at = index
  for (const level of levels.slice(0, -1)) {
    const neighbour = level.slice((at ^ 1) * DIGEST_LETTERS, ((at ^ 1) + 1) * DIGEST_LETTERS)
    if (neighbour !== '') path.push(neighbour)
    at >>>= 1
  }
  return path
}

const DIGEST_LETTERS = 64

function rawPublicKey(key: KeyObject): string {
  const { x } = key.export({ format: 'jwk' })
  if (x === undefined) throw new Error('the public key of the queue has no bytes')
  return x
}
