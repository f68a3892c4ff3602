import { fromBase64, fromBase64Url } from './base64.ts'
import { leafHash, verifyInclusion } from './merkle.ts'
import type { SaleProof } from './sale-log.ts'
import { commitTo, hasShape, isCount, isText, parseLeaf, type Check, type LeafOf } from './sale-log.leaves.ts'
import { openNote, parseCheckpoint, parseNoteKey } from './signed-note.ts'

export type SaleProofVerdict =
  | { readonly ok: true; readonly leaf: LeafOf<'sold' | 'sold-late'>; readonly size: number }
  | { readonly ok: false; readonly because: string }

/**
 * Whether a proof of purchase shows that an order is in the public log of its event: the checkpoint is signed by the key,
 * the leaf is under its root, and the leaf was made for this order and hold. The key is the log's own unless one is given
 * that was kept before, which is better.
 */
export async function verifySaleProof(proof: SaleProof, keptKey = proof.key): Promise<SaleProofVerdict> {
  const no = (because: string) => ({ ok: false, because }) as const
  const key = parseNoteKey(keptKey)
  if (key === undefined) return no('the key is none')
  const signed = await openNote(proof.checkpoint, key)
  const tree = signed === undefined ? undefined : parseCheckpoint(signed)
  if (tree === undefined || tree.origin !== key.name) return no('the checkpoint is not signed by the key of this log')
  const bytes = new TextEncoder().encode(proof.leaf.text)
  const path = proof.path.map(fromBase64).filter((step) => step !== undefined)
  const included = verifyInclusion({ hash: leafHash(bytes), index: proof.leaf.index }, tree, path)
  if (path.length !== proof.path.length || !included) return no('the leaf is not in the log that was signed')
  const leaf = parseLeaf(bytes)
  if (leaf?.kind !== 'sold' && leaf?.kind !== 'sold-late') return no('the leaf tells of no sale')
  const opens = (kind: 'hold' | 'sale', commitment: string, { id, salt }: SaleProof['order']) => {
    const bytes = fromBase64Url(salt)
    return bytes !== undefined && commitTo(kind, id, bytes) === commitment
  }
  if (!opens('sale', leaf.sale, proof.order) || !opens('hold', leaf.hold, proof.hold))
    return no('the leaf is of another order')
  return { ok: true, leaf, size: tree.size }
}

/** Whether a value is a proof as `GET /v1/orders/{id}/proof` gives it, genuine or not. */
export const isSaleProof = (value: unknown): value is SaleProof => hasShape(value, shape)

const isOpening: Check = (value) => hasShape(value, { id: isText, salt: isText })
const shape = {
  key: isText,
  checkpoint: isText,
  leaf: (value: unknown) => hasShape(value, { index: isCount, text: isText }),
  path: (value: unknown) => Array.isArray(value) && value.every(isText),
  order: isOpening,
  hold: isOpening,
}
