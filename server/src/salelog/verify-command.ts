import { readFile } from 'node:fs/promises'
import { isSaleProof, verifySaleProof } from '@foyer/contract/sale-log.proof'
import { verifySaleLog, type SaleLogReport } from '@foyer/contract/sale-log.verify'
import { keepingIn, openLogFiles } from './kept-files.ts'

const NUMBER_WIDTH = 9

export interface VerifyLogArguments {
  /** Address of a log, or a folder that has its files. */
  readonly source: string
  /** The key as it was kept; the one that the log itself gives unless said. */
  readonly key?: string
  /** File of a checkpoint that was kept. */
  readonly since?: string
  /** Folder that a copy is written to. */
  readonly save?: string
}

/**
 * `foyer verify log`: whether a public sale log holds together, by its files alone. Says so through `print`, line by line.
 * @returns the exit status: 0 when it does, 1 when not. @throws Error when files cannot be read for another reason.
 */
export async function verifyLogCommand(wanted: VerifyLogArguments, print: (line: string) => void): Promise<0 | 1> {
  const source = openLogFiles(wanted.source)
  const files = wanted.save === undefined ? source : keepingIn(source, wanted.save)
  const ownKey = await files.read('key')
  const key = wanted.key ?? (ownKey === undefined ? undefined : Buffer.from(ownKey).toString().trim())
  if (key === undefined)
    throw new Error(`${wanted.source} has no file \`key\`: it is no public sale log. Or give --key.`)
  const since = wanted.since === undefined ? undefined : await readFile(wanted.since, 'utf8')
  const verdict = await verifySaleLog({ files, key, ...(since === undefined ? {} : { since }) })
  if (!verdict.ok) {
    print(`Refused: ${verdict.because}.`)
    return 1
  }
  print(
    since === undefined
      ? 'The log holds together.'
      : 'The log holds together, and goes on from the checkpoint that you kept.',
  )
  for (const line of describe(verdict.report)) print(line)
  print(
    wanted.key === undefined ? `The key is the log's own. Keep it, to give it with --key: ${key}` : `The key is yours.`,
  )
  return 0
}

function describe({ eventId, size, root, entries, levels, ...report }: SaleLogReport): string[] {
  const { counts, firstManifestAt, firstHoldAt, lastAt } = report
  const happened = Object.entries(counts).flatMap(([kind, count]) => (count === 0 ? [] : [`${count} ${kind}`]))
  const columns = ['available', 'held', 'sold', 'house', 'kill'] as const
  const row = (cells: readonly (string | number)[], name: string) =>
    `  ${cells.map((cell) => String(cell).padStart(NUMBER_WIDTH)).join('')}  ${name}`
  return [
    `  Event      ${eventId}`,
    `  Leaves     ${size}, of ${entries} entries: ${happened.join(', ')}`,
    `  Root       ${root}`,
    `  Manifest   ${moment(firstManifestAt)}`,
    `  First hold ${firstHoldAt === undefined ? 'none yet' : moment(firstHoldAt)}`,
    `  Last leaf  ${moment(lastAt)}`,
    row(columns, 'price level'),
    ...levels.map((level) =>
      row(
        columns.map((column) => level[column]),
        level.name,
      ),
    ),
  ]
}

const moment = (at: number): string => new Date(at).toISOString()

/**
 * `foyer verify sale`: whether the proof of a purchase shows an order to be in the public log of its event.
 * @returns the exit status. @throws Error when the file cannot be read.
 */
export async function verifySaleCommand(
  wanted: { readonly file: string; readonly key?: string },
  print: (line: string) => void,
): Promise<0 | 1> {
  const proof: unknown = JSON.parse(await readFile(wanted.file, 'utf8'))
  if (!isSaleProof(proof)) throw new Error(`${wanted.file} is no proof as GET /v1/orders/{id}/proof gives it`)
  const verdict = await verifySaleProof(proof, wanted.key)
  if (!verdict.ok) {
    print(`Refused: ${verdict.because}.`)
    return 1
  }
  print('The order is in the public log.')
  print(`  Log        ${proof.key.split('+')[0] ?? ''}`)
  print(`  Leaf       ${proof.leaf.index} of ${verdict.size}`)
  print(`  Sold       ${moment(verdict.leaf.at)}`)
  print(`  Places     ${verdict.leaf.places.join(', ')}`)
  return 0
}
