import { createPublicKey, verify } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import {
  commitmentOf,
  indexInList,
  verifyDraw,
  type DrawEntry,
  type DrawFault,
  type DrawVerdict,
} from '@foyer/contract/draw'
import { readReceipt, verifyReceipt, type VerifySignature } from '@foyer/contract/draw-receipt'
import { verifyRound } from './verify-round.ts'

/**
 * `foyer verify draw`: draws again by a draw file, with no database and no network, and says whether the same comes out;
 * with the file of an entry also what number it drew, or, if it is not in the list, whether the operator had signed a receipt
 * for it by the key given. Says so line by line through `print`.
 * @returns the exit status: 0 when the draw is good (and the entry is in it), 1 when not. @throws Error for no such file.
 */
export async function verifyDrawCommand(
  wanted: { readonly file: string; readonly entry?: string; readonly receiptKey?: string },
  print: (line: string) => void,
): Promise<0 | 1> {
  const verdict = verifyDraw(await readJson(wanted.file), verifyRound)
  if (!verdict.valid) {
    print(`Refused: ${FAULTS[verdict.because]}`)
    return 1
  }
  const { eventId, announcedAt, entrants, randomness } = verdict.announcement
  print(`The draw is good: ${entrants} entrants of event ${eventId}, announced ${announcedAt.toISOString()}.`)
  print(
    randomness.kind === 'drand'
      ? `Decided by round ${randomness.round} of the beacon, which nobody knew when it was announced.`
      : `Decided by the operator's seed, committed to as ${randomness.commitment}: see that this was shown before the lobby opened.`,
  )
  if (wanted.entry === undefined) return 0
  const entry = readEntry(await readJson(wanted.entry))
  if (entry === undefined) {
    print(`${wanted.entry} is no entry: eventId, entryId, salt and nonce are needed.`)
    return 1
  }
  return printEntry(verdict, entry, wanted.receiptKey, print)
}

type KeptEntry = DrawEntry & { readonly receipt?: unknown }

/** An entry as it was saved, or as it came in the answer to entering, where its receipt stands beside the place. */
function readEntry(given: unknown): KeptEntry | undefined {
  const { place, receipt } = { ...(given as { place?: unknown; receipt?: unknown } | null) }
  const { eventId, entryId, salt, nonce } = {
    ...((place ?? given) as Partial<Record<keyof DrawEntry, unknown>> | null),
  }
  const areTexts = (texts: unknown[]): texts is string[] => texts.every((text) => typeof text === 'string')
  const texts = [eventId, entryId, salt, nonce]
  if (!areTexts(texts)) return undefined
  const [event = '', entry = '', ofOperator = '', own = ''] = texts
  return { eventId: event, entryId: entry, salt: ofOperator, nonce: own, receipt }
}

function printEntry(
  { announcement, list, order }: Extract<DrawVerdict, { valid: true }>,
  entry: KeptEntry,
  receiptKey: string | undefined,
  print: (line: string) => void,
): 0 | 1 {
  if (entry.eventId !== announcement.eventId) {
    print('The entry is one of another event.')
    return 1
  }
  const commitment = commitmentOf(entry)
  const index = indexInList(list, commitment)
  if (index !== undefined) {
    print(`The entry drew number ${order.indexOf(index) + 1}.`)
    return 0
  }
  print('The entry is not in the list.')
  const receipt = readReceipt(entry.receipt)
  if (receipt !== undefined && receiptKey !== undefined)
    print(
      verifyReceipt(receipt, { commitment, number: null }, verifierBy(receiptKey))
        ? 'Its receipt is genuine: the operator signed that it was taken in the lobby.'
        : 'Its receipt is not genuine.',
    )
  return 1
}

const KEY_BYTES = 32

/** @throws Error for what is no Ed25519 key. */
function verifierBy(publicKey: string): VerifySignature {
  if (Buffer.from(publicKey, 'base64url').length !== KEY_BYTES)
    throw new Error(`"${publicKey}" is no receiptKey: ${KEY_BYTES} bytes in base64url, as the queue shows it`)
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
  return (text, signature) => verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
}

const FAULTS: Readonly<Record<DrawFault, string>> = {
  'not-a-draw-file': 'this is no draw file.',
  'list-not-in-order': 'the list of entrants is not in its order, or has somebody twice.',
  'list-of-another-length': 'the list has another length than was announced.',
  'root-of-another-list': 'another list of entrants was announced.',
  'secret-not-committed': 'the operator had committed to another seed.',
  'round-was-known': 'the round of the beacon was out when it was announced.',
  'round-not-of-beacon': 'the beacon has not signed this for that round.',
  'order-of-another-draw': 'another order comes out.',
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`${file} is not JSON.`, { cause })
  }
}
