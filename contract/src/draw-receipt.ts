import { bytesOf, hexOf, textBytes } from './hex.ts'
import { leafHash, rootOfProof } from './merkle.ts'
import { sha256 } from './sha256.ts'

// Receipts for entries, as docs/draw.md describes them. Those who enter in the same moment share one signature: over the
// root of a tree in which each has a leaf.

/** That the operator took an entry: the way from its leaf to what is signed. */
export interface EntryReceipt {
  /** Of the leaf, counted from 0. */
  readonly index: number
  /** Leaves of the tree. */
  readonly size: number
  /** Digests in hexadecimal, from the leaf upwards. */
  readonly path: readonly string[]
  /** Ed25519, base64url. */
  readonly signature: string
}

/** What a receipt says of an entry, by its commitment in hexadecimal; its number when it came after the lobby, else null. */
export const receiptText = (commitment: string, number: number | null): string =>
  `foyer-draw-1 receipt\n${commitment}\n${number ?? 'lobby'}\n`

/** What the operator signs: the root, in hexadecimal, of the tree over the digests of `size` such texts. */
export const receiptsText = (size: number, root: string): string => `foyer-draw-1 receipts\n${size}\n${root}\n`

/** Whether a signature, base64url, is the operator's for a text. Never throws. */
export type VerifySignature = (text: string, signature: string) => boolean

/** Whether a receipt is one for an entry, by its commitment and the number that it says. */
export function verifyReceipt(
  receipt: EntryReceipt,
  entry: { readonly commitment: Uint8Array; readonly number: number | null },
  verifySignature: VerifySignature,
): boolean {
  const { index, size, path, signature } = receipt
  const leaf = sha256(textBytes(receiptText(hexOf(entry.commitment), entry.number)))
  const root = rootOfProof({ hash: leafHash(leaf), index }, size, path.map(bytesOf))
  return root !== undefined && verifySignature(receiptsText(size, hexOf(root)), signature)
}

const HEX_DIGEST = /^[0-9a-f]{64}$/
/** Of a tree with more leaves than there are people. */
const PATH_MAX = 40

/** The receipt in something that was kept; undefined when it is none. */
export function readReceipt(given: unknown): EntryReceipt | undefined {
  if (typeof given !== 'object' || given === null) return undefined
  const { index, size, path, signature } = given as Partial<Record<keyof EntryReceipt, unknown>>
  const isReceipt =
    Number.isSafeInteger(index) &&
    Number.isSafeInteger(size) &&
    Array.isArray(path) &&
    path.length <= PATH_MAX &&
    path.every((step) => typeof step === 'string' && HEX_DIGEST.test(step)) &&
    typeof signature === 'string'
  return isReceipt ? { index: index as number, size: size as number, path: path as string[], signature } : undefined
}
