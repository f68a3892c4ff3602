import { readFile } from 'node:fs/promises'
import {
  commitmentOf,
  indexInList,
  verifyDraw,
  type DrawEntry,
  type DrawFault,
  type DrawVerdict,
} from '@foyer/contract/draw'
import { verifyRound } from './verify-round.ts'

/**
 * `foyer verify draw`: draws again by a draw file, with no database and no network, and says whether the same comes out;
 * with the file of an entry also what number it drew. Says so line by line through `print`.
 * @returns the exit status: 0 when the draw is good (and the entry is in it), 1 when not. @throws Error for no such file.
 */
export async function verifyDrawCommand(
  wanted: { readonly file: string; readonly entry?: string },
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
  return printEntry(verdict, (await readJson(wanted.entry)) as DrawEntry, print)
}

function printEntry(
  { announcement, list, order }: Extract<DrawVerdict, { valid: true }>,
  entry: DrawEntry,
  print: (line: string) => void,
): 0 | 1 {
  const index = entry.eventId === announcement.eventId ? indexInList(list, commitmentOf(entry)) : undefined
  print(index === undefined ? 'The entry is not in the list.' : `The entry drew number ${order.indexOf(index) + 1}.`)
  return index === undefined ? 1 : 0
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
