// node tools/second-draw-verifier.ts <draw file>: checks a draw by docs/draw.md alone. It shares no code with the rest on
// purpose, so that each of the two programs shows the other's mistakes. Of the beacon it checks all but the signature.
import { createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const HEADINGS = ['event', 'announced', 'entrants', 'root'] as const
const QUICKNET = '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971'
const FIRST_ROUND = Date.parse('2023-08-23T15:09:27Z')

/** Why a draw is refused; an empty text when it is good. */
export function faultOfDraw(json: string): string {
  const { format, announcement, commitments, secret, order } = JSON.parse(json) as Record<string, unknown>
  if (format !== 'foyer-draw-1' || typeof announcement !== 'string' || typeof secret !== 'string') return 'no draw file'
  if (!Array.isArray(commitments) || !Array.isArray(order) || commitments.length === 0) return 'no draw file'

  const lines = announcement.split('\n')
  if (lines.length !== 7 || lines[0] !== 'foyer-draw-1' || lines[6] !== '') return 'the announcement has other lines'
  const said = Object.fromEntries(
    HEADINGS.map((heading, at) => {
      const [name, value, ...more] = (lines[at + 1] ?? '').split(' ')
      return [heading, name === heading && more.length === 0 ? value : undefined]
    }),
  )
  const [source, fixed = '', number = '', ...more] = (lines[5] ?? '').split(' ')
  if (more.length > 0 || !/^(0|[1-9][0-9]*)$/.test(number)) return 'the randomness is not named'
  if (Object.values(said).includes(undefined)) return 'the announcement has other lines'

  const list: Buffer[] = []
  for (const text of commitments) {
    if (typeof text !== 'string' || !/^[0-9a-f]{64}$/.test(text)) return 'a commitment is none'
    const commitment = Buffer.from(text, 'hex')
    const before = list.at(-1)
    if (before && Buffer.compare(before, commitment) >= 0) return 'the list is not ascending'
    list.push(commitment)
  }
  if (String(list.length) !== said['entrants']) return 'the list has another length'
  if (treeHash(list).toString('hex') !== said['root']) return 'the list has another root'

  let seed = digest(`${announcement}${secret}\n`)
  if (source === 'seed') {
    if (!/^[0-9a-f]{64}$/.test(secret)) return 'the seed has another length'
    if (digest(`foyer-draw-1 seed\n${secret}\n`).toString('hex') !== fixed) return 'the seed is another one'
    for (let times = 0; times < Number(number); times++) seed = digest(seed)
  } else if (source === 'drand') {
    if (fixed !== QUICKNET || !/^[0-9a-f]{96}$/.test(secret)) return 'the beacon is another one'
    if (FIRST_ROUND + 3_000 * (Number(number) - 1) <= Date.parse(said['announced'] ?? ''))
      return 'the round was known when it was announced'
  } else return 'the randomness is not named'

  const ranks = list.map((commitment, at) => ({
    at,
    key: createHmac('sha256', seed).update(commitment).digest(),
  }))
  ranks.sort((a, b) => Buffer.compare(a.key, b.key) || a.at - b.at)
  if (ranks.length !== order.length || ranks.some(({ at }, place) => order[place] !== at)) return 'the order is another'
  return ''
}

/** The definition of RFC 9162, section 2.1.1, word for word. */
function treeHash(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves
  if (leaves.length === 1 && only) return digest(Buffer.concat([Buffer.of(0), only]))
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return digest(Buffer.concat([Buffer.of(1), treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split))]))
}

const digest = (input: string | Buffer): Buffer => createHash('sha256').update(input).digest()

const [, program = '', file] = process.argv
if (import.meta.url === pathToFileURL(program).href) {
  if (file === undefined) throw new Error('node tools/second-draw-verifier.ts <draw file>')
  const fault = faultOfDraw(readFileSync(file, 'utf8'))
  console.log(fault === '' ? 'The draw is good.' : `Refused: ${fault}.`)
  process.exitCode = fault === '' ? 0 : 1
}
