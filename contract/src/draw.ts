import { readAnnouncement, type Announcement } from './draw-announcement.ts'
import { timeOfRound } from './drand.ts'
import { bytesOf, hexOf, textBytes } from './hex.ts'
import { verifyInclusion, leafHash } from './merkle.ts'
import { inclusionPath, merkleLevels } from './merkle-levels.ts'
import { hmacSha256, SHA256_BYTES, sha256, sha256Repeatedly } from './sha256.ts'

// The draw of a waiting room, as docs/draw.md describes it. Pure: the same functions draw in the server, check in a
// browser and check in `foyer verify draw`.

/** What an entrant keeps of their entry; nobody can tell from the commitment who it is. All but the ids in hexadecimal. */
export interface DrawEntry {
  readonly eventId: string
  readonly entryId: string
  /** By the operator, so that entries cannot be guessed from the commitments. */
  readonly salt: string
  /** By the entrant, so that the operator alone does not decide what is committed to. */
  readonly nonce: string
}

/** 32 bytes that stand for an entry in the list. */
export const commitmentOf = (entry: DrawEntry): Uint8Array => sha256(textBytes(committedText(entry)))

/** What a commitment is the SHA-256 of. */
export const committedText = ({ eventId, entryId, salt, nonce }: DrawEntry): string =>
  `foyer-draw-1 entry\n${eventId}\n${entryId}\n${salt}\n${nonce}\n`

/** What is published of the operator's seed before the first entry. */
export const seedCommitment = (seed: string): Uint8Array => sha256(textBytes(`foyer-draw-1 seed\n${seed}\n`))

/** The list: commitments, one behind the other, in the one order in which they stand there, ascending. */
export const listCommitments = (commitments: Uint8Array): Uint8Array => permuted(commitments, sortedBy(commitments))

/**
 * The seed of the ranks: it depends on everything that was announced, and on the secret that nobody knew then.
 * Takes as long as the announcement demands; `onProgress` hears how much of it is done, up to 1.
 */
export function drawSeed(
  announcement: Announcement,
  secret: string,
  onProgress: (done: number) => void = () => undefined,
): Uint8Array {
  let digest = sha256(textBytes(`${announcement.text}${secret}\n`))
  const { randomness } = announcement
  if (randomness.kind === 'drand') return digest
  for (let done = 0; done < randomness.delay; done += DELAY_STEP) {
    digest = sha256Repeatedly(digest, Math.min(DELAY_STEP, randomness.delay - done))
    onProgress(Math.min(1, (done + DELAY_STEP) / randomness.delay))
  }
  return digest
}

/** Hashes of a delay between two words of how far it is: some tenths of a second. */
const DELAY_STEP = 2 ** 19

/** The order: numbers of the commitments in the list, whoever goes first at the front. */
export function drawOrder(list: Uint8Array, seed: Uint8Array): Uint32Array {
  const rank = hmacSha256(seed)
  const keys = new Uint8Array(list.length)
  for (let at = 0; at < list.length; at += SHA256_BYTES) keys.set(rank(list.subarray(at, at + SHA256_BYTES)), at)
  return sortedBy(keys)
}

/** A finished draw, as it is published. */
export interface DrawFile {
  readonly format: 'foyer-draw-1'
  /** Published before the secret existed, or was known to anybody but its owner. */
  readonly announcement: string
  /** In hexadecimal, ascending. */
  readonly commitments: readonly string[]
  /** Signature of the beacon's round, or the operator's seed; hexadecimal. */
  readonly secret: string
  /** Numbers of commitments in that list, counted from 0: who is first, who is second, … */
  readonly order: readonly number[]
}

/** That an entry is in the list that was announced: its number there, and the way to the root. */
export interface DrawProof {
  readonly index: number
  readonly path: readonly string[]
}

/** The proof for the entry with a number in the list, from the levels of `merkleLevels`; the server brings its own `hex`. */
export const drawProof = (levels: readonly Uint8Array[], index: number, hex = hexOf): DrawProof => ({
  index,
  path: inclusionPath(levels, index).map(hex),
})

/** Whether a proof leads from a commitment to the root of an announcement. */
export const verifyDrawProof = (announcement: Announcement, commitment: Uint8Array, proof: DrawProof): boolean =>
  verifyInclusion(
    { hash: leafHash(commitment), index: proof.index },
    { size: announcement.entrants, root: bytesOf(announcement.root) },
    proof.path.map(bytesOf),
  )

/** Whether a signature is that of the beacon for a round; the port to BLS12-381. Never throws. */
export type VerifyRound = (chain: string, round: number, signature: string) => boolean

export type DrawVerdict =
  | {
      readonly valid: true
      readonly announcement: Announcement
      readonly order: Uint32Array
      readonly list: Uint8Array
    }
  | { readonly valid: false; readonly because: DrawFault }

export type DrawFault =
  | 'not-a-draw-file'
  | 'list-not-in-order'
  | 'list-of-another-length'
  | 'root-of-another-list'
  | 'secret-not-committed'
  | 'round-was-known'
  | 'round-not-of-beacon'
  | 'order-of-another-draw'

/** What is looked at in a draw file, in this order; the numbers are those of docs/draw.md, "To check it". */
export const drawSteps = ['format', 'list', 'root', 'secret', 'order'] as const
export type DrawStep = (typeof drawSteps)[number]

/** Which step a fault is found at. */
export const STEP_OF_FAULT: Readonly<Record<DrawFault, DrawStep>> = {
  'not-a-draw-file': 'format',
  'list-not-in-order': 'list',
  'list-of-another-length': 'list',
  'root-of-another-list': 'root',
  'secret-not-committed': 'secret',
  'round-was-known': 'secret',
  'round-not-of-beacon': 'secret',
  'order-of-another-draw': 'order',
}

/**
 * Draws again, by the file alone, and tells whether the same comes out. `onStep` hears each step as it begins, and of the
 * last how much is done, up to 1.
 */
export function verifyDraw(
  file: unknown,
  verifyRound: VerifyRound,
  onStep: (step: DrawStep, done: number) => void = () => undefined,
): DrawVerdict {
  onStep('format', 0)
  const invalid = (because: DrawFault) => ({ valid: false, because }) as const
  if (!isDrawFile(file)) return invalid('not-a-draw-file')
  const announcement = readAnnouncement(file.announcement)
  if (announcement === undefined) return invalid('not-a-draw-file')
  onStep('list', 0)
  const list = new Uint8Array(file.commitments.length * SHA256_BYTES)
  file.commitments.forEach((commitment, at) => list.set(bytesOf(commitment), at * SHA256_BYTES))
  if (file.commitments.some((one, at) => at > 0 && one <= (file.commitments[at - 1] ?? '')))
    return invalid('list-not-in-order')
  if (file.commitments.length !== announcement.entrants) return invalid('list-of-another-length')
  onStep('root', 0)
  if (hexOf(rootOf(list)) !== announcement.root) return invalid('root-of-another-list')
  onStep('secret', 0)
  const { randomness } = announcement
  if (randomness.kind === 'seed') {
    if (hexOf(seedCommitment(file.secret)) !== randomness.commitment) return invalid('secret-not-committed')
  } else {
    if (timeOfRound(randomness.round) <= announcement.announcedAt.getTime()) return invalid('round-was-known')
    if (!verifyRound(randomness.chain, randomness.round, file.secret)) return invalid('round-not-of-beacon')
  }
  onStep('order', 0)
  const seed = drawSeed(announcement, file.secret, (done) => onStep('order', done))
  const order = drawOrder(list, seed)
  if (file.order.length !== order.length || order.some((index, at) => file.order[at] !== index))
    return invalid('order-of-another-draw')
  return { valid: true, announcement, order, list }
}

/** Root of the tree over a list of commitments. */
export const rootOf = (list: Uint8Array): Uint8Array => merkleLevels(list).at(-1) ?? new Uint8Array()

/** Number of a commitment in a list; undefined when it is not there. Looks at some twenty of a million. */
export function indexInList(list: Uint8Array, commitment: Uint8Array): number | undefined {
  let [low, high] = [0, list.length / SHA256_BYTES - 1]
  while (low <= high) {
    const middle = (low + high) >>> 1
    const difference = compareDigests(list, middle, commitment, 0)
    if (difference === 0) return middle
    if (difference < 0) low = middle + 1
    else high = middle - 1
  }
  return undefined
}

const HEX_DIGEST = /^[0-9a-f]{64}$/
/** A seed has 32 bytes, a signature of the beacon 48. */
const HEX_SECRET = /^(?:[0-9a-f]{64}|[0-9a-f]{96})$/

function isDrawFile(file: unknown): file is DrawFile {
  if (typeof file !== 'object' || file === null) return false
  const { format, announcement, commitments, secret, order } = file as Partial<Record<keyof DrawFile, unknown>>
  return (
    format === 'foyer-draw-1' &&
    typeof announcement === 'string' &&
    typeof secret === 'string' &&
    HEX_SECRET.test(secret) &&
    Array.isArray(commitments) &&
    commitments.length > 0 &&
    commitments.every((one) => typeof one === 'string' && HEX_DIGEST.test(one)) &&
    Array.isArray(order)
  )
}

/** The numbers of digests, in ascending order of the digests. */
function sortedBy(digests: Uint8Array): Uint32Array {
  const view = new DataView(digests.buffer, digests.byteOffset, digests.byteLength)
  const numbers = new Uint32Array(digests.length / SHA256_BYTES)
  const firsts = numbers.map((_, at) => view.getUint32(at * SHA256_BYTES))
  for (let at = 0; at < numbers.length; at++) numbers[at] = at
  return numbers.sort((a, b) => (firsts[a] ?? 0) - (firsts[b] ?? 0) || compareDigests(digests, a, digests, b) || a - b)
}

function compareDigests(one: Uint8Array, a: number, other: Uint8Array, b: number): number {
  for (let byte = 0; byte < SHA256_BYTES; byte++) {
    const difference = (one[a * SHA256_BYTES + byte] ?? 0) - (other[b * SHA256_BYTES + byte] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function permuted(list: Uint8Array, order: Uint32Array): Uint8Array {
  const result = new Uint8Array(list.length)
  order.forEach((from, to) =>
    result.set(list.subarray(from * SHA256_BYTES, (from + 1) * SHA256_BYTES), to * SHA256_BYTES),
  )
  return result
}
