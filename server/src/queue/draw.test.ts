import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { canonicalJson } from '@foyer/contract'
import {
  commitmentOf,
  drawOrder,
  drawProof,
  drawSeed,
  indexInList,
  listCommitments,
  rootOf,
  seedCommitment,
  verifyDraw,
  verifyDrawProof,
  type DrawEntry,
  type DrawFile,
} from '@foyer/contract/draw'
import { readAnnouncement, writeAnnouncement, type Randomness } from '@foyer/contract/draw-announcement'
import { QUICKNET, roundFrom, timeOfRound } from '@foyer/contract/drand'
import { hexOf } from '@foyer/contract/hex'
import { merkleLevels } from '@foyer/contract/merkle-levels'
import * as fc from 'fast-check'
import { faultOfDraw } from '../../../tools/second-draw-verifier.ts'
import { keysFrom } from '../platform/secrets.ts'
import { entryReceipts } from './entry-receipts.ts'
import { verifyDrawCommand } from './verify-draw-command.ts'
import { verifyRound } from './verify-round.ts'

const EVENT = '01930000-0000-7000-8000-00000000000a'
/** What the beacon signed for round 1,000, as its network publishes it. */
const ROUND_1000 = 'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39'

const anEntry = (n: number): DrawEntry => ({
  eventId: EVENT,
  entryId: `01930000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`,
  salt: digest(`salt ${n}`),
  nonce: digest(`nonce ${n}`).slice(0, 32),
})
const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/** A draw of so many, by the operator's seed or by the beacon's round 1,000. */
function aDraw(size: number, by: 'seed' | 'drand' = 'seed', seed = digest('seed'), delay = 10) {
  const list = listCommitments(Buffer.concat(Array.from({ length: size }, (_, n) => commitmentOf(anEntry(n)))))
  const randomness: Randomness =
    by === 'seed'
      ? { kind: 'seed', commitment: hexOf(seedCommitment(seed)), delay }
      : { kind: 'drand', chain: QUICKNET.chain, round: 1000 }
  const announcedAt = new Date(timeOfRound(1000) - 30_000)
  const root = hexOf(rootOf(list))
  const announcement = readAnnouncement(
    writeAnnouncement({ eventId: EVENT, announcedAt, entrants: size, root, randomness }),
  )
  assert.ok(announcement)
  const secret = by === 'seed' ? seed : ROUND_1000
  const commitments = Array.from({ length: size }, (_, n) => hexOf(list.subarray(n * 32, n * 32 + 32)))
  const order = [...drawOrder(list, drawSeed(announcement, secret))]
  const file: DrawFile = { format: 'foyer-draw-1', announcement: announcement.text, commitments, secret, order }
  return { file, announcement, list }
}

/** What both verifiers, which share no code, say of a file. */
function verdicts(file: object): { ours: string; theirs: string } {
  const verdict = verifyDraw(file, verifyRound)
  return { ours: verdict.valid ? '' : verdict.because, theirs: faultOfDraw(canonicalJson(file)) }
}

describe('a draw', () => {
  test('of any size and by either randomness is good in the eyes of two verifiers that share no code', () => {
    for (const size of [1, 2, 3, 7, 8, 9, 64, 1000])
      for (const by of ['seed', 'drand'] as const) {
        assert.deepEqual(verdicts(aDraw(size, by).file), { ours: '', theirs: '' }, `${size} by ${by}`)
      }
  })

  test('with a delay of more than one stretch comes out alike, and tells how far it is, step by step', () => {
    const { file } = aDraw(3, 'seed', digest('slow'), 2 ** 19 + 1)
    const heard: string[] = []
    assert.ok(verifyDraw(file, verifyRound, (step, done) => heard.push(`${step} ${done.toFixed(2)}`)).valid)
    assert.deepEqual(heard, [
      'format 0.00',
      'list 0.00',
      'root 0.00',
      'secret 0.00',
      'order 0.00',
      'order 1.00',
      'order 1.00',
    ])
    assert.equal(verdicts(file).theirs, '')
  })

  test('a thousand draws of up to forty come out alike for both', () => {
    for (let n = 0; n < 1000; n++) {
      const { file } = aDraw(1 + (n % 40), 'seed', digest(`seed ${n}`), n % 3)
      assert.deepEqual(verdicts(file), { ours: '', theirs: '' }, `draw ${n}`)
    }
  })

  test('gives each entrant a proof that leads to the announced root, and to no other place', () => {
    const { announcement, list } = aDraw(25)
    const levels = merkleLevels(list)
    for (let n = 0; n < 25; n++) {
      const commitment = commitmentOf(anEntry(n))
      const index = indexInList(list, commitment)
      assert.ok(index !== undefined)
      const proof = drawProof(levels, index)
      assert.ok(verifyDrawProof(announcement, commitment, proof))
      assert.ok(!verifyDrawProof(announcement, commitment, { ...proof, index: (index + 1) % 25 }))
      assert.ok(!verifyDrawProof(announcement, commitmentOf(anEntry(n + 1)), proof))
    }
    assert.equal(indexInList(list, commitmentOf(anEntry(25))), undefined)
  })

  test('changes with every part of an entry, and of the announcement', () => {
    const entry = anEntry(1)
    const made = hexOf(commitmentOf(entry))
    for (const part of ['eventId', 'entryId', 'salt', 'nonce'] as const)
      assert.notEqual(hexOf(commitmentOf({ ...entry, [part]: `${entry[part].slice(0, -1)}f` })), made, part)
    const { announcement } = aDraw(3)
    const seed = hexOf(drawSeed(announcement, digest('seed')))
    const later = announcement.text.replace('entrants 3', 'entrants 4')
    assert.notEqual(hexOf(drawSeed({ ...announcement, text: later }, digest('seed'))), seed)
  })
})

describe('a draw that was tampered with is refused by both verifiers', () => {
  const other = (text: string) => (text.startsWith('0') ? `1${text.slice(1)}` : `0${text.slice(1)}`)
  const swapped = ([a = 0, b = 0, ...rest]: readonly number[]) => [b, a, ...rest]
  const tamperings: Record<string, (file: DrawFile) => object> = {
    'somebody left out': (file) => ({ ...file, commitments: file.commitments.slice(1), order: file.order.slice(1) }),
    'somebody exchanged': (file) => ({
      ...file,
      commitments: file.commitments.with(5, hexOf(commitmentOf(anEntry(999)))).toSorted(),
    }),
    'somebody twice': (file) => ({ ...file, commitments: file.commitments.with(5, file.commitments[4] ?? '') }),
    'the list in another order': (file) => ({ ...file, commitments: file.commitments.toReversed() }),
    'another secret': (file) => ({ ...file, secret: other(file.secret) }),
    'two who changed places': (file) => ({ ...file, order: swapped(file.order) }),
    'an order cut short': (file) => ({ ...file, order: file.order.slice(0, -1) }),
    'another root': (file) => ({ ...file, announcement: file.announcement.replace(/root ./, 'root x') }),
    'another event': (file) => ({ ...file, announcement: file.announcement.replace('00000a', '00000b') }),
    'another moment': (file) => ({ ...file, announcement: file.announcement.replace(/\d(?=Z)/, '9') }),
    'a line more': (file) => ({ ...file, announcement: `${file.announcement}\n` }),
    'a format of another name': (file) => ({ ...file, format: 'foyer-draw-2' }),
    'no list': (file) => ({ ...file, commitments: [] }),
  }
  for (const by of ['seed', 'drand'] as const)
    for (const [what, tamper] of Object.entries(tamperings))
      test(`${what}, by ${by}`, () => {
        const { ours, theirs } = verdicts(tamper(aDraw(20, by).file))
        assert.notEqual(ours, '')
        // Without the beacon's key the second verifier learns of another signature by the order that comes out.
        assert.notEqual(theirs, '')
      })

  test('another commitment of the operator, another delay', () => {
    const { file } = aDraw(20)
    for (const announcement of [
      file.announcement.replace(/seed ./, 'seed x'),
      file.announcement.replace(' 10\n', ' 11\n'),
    ]) {
      assert.notEqual(announcement, file.announcement)
      const { ours, theirs } = verdicts({ ...file, announcement })
      assert.ok(ours !== '' && theirs !== '')
    }
  })

  test('a round that was out already when it was announced', () => {
    const { file } = aDraw(20, 'drand')
    const announced = new Date(timeOfRound(1000)).toISOString()
    const announcement = file.announcement.replace(/announced .*/, `announced ${announced}`)
    const { ours, theirs } = verdicts({ ...file, announcement })
    assert.equal(ours, 'round-was-known')
    assert.equal(theirs, 'the round was known when it was announced')
  })

  test('any one character of it', () => {
    const text = canonicalJson(aDraw(12).file)
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(...'0123456789abcdef'.split('')), (at, character) => {
        const changed = text.slice(0, at) + character + text.slice(at + 1)
        if (changed === text) return
        const file = jsonOf(changed)
        if (file === undefined) return
        assert.ok(!verifyDraw(file, verifyRound).valid, changed)
        assert.notEqual(faultOfDraw(changed), '', changed)
      }),
      { numRuns: 2000 },
    )
  })
})

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

describe('the beacon', () => {
  test('its signature verifies for its round and no other, and no other does', () => {
    assert.ok(verifyRound(QUICKNET.chain, 1000, ROUND_1000))
    assert.ok(!verifyRound(QUICKNET.chain, 1001, ROUND_1000))
    assert.ok(!verifyRound(digest('another chain'), 1000, ROUND_1000))
    assert.ok(!verifyRound(QUICKNET.chain, 1000, randomBytes(48).toString('hex')))
    assert.ok(!verifyRound(QUICKNET.chain, 1000, ROUND_1000.slice(2)))
  })

  test('the round from a moment on is the first that is signed then or later', () => {
    fc.assert(
      fc.property(fc.integer({ min: QUICKNET.genesisMs, max: QUICKNET.genesisMs + 1e12 }), (moment) => {
        const round = roundFrom(moment)
        assert.ok(timeOfRound(round) >= moment && timeOfRound(round - 1) < moment)
      }),
    )
  })
})

describe('foyer verify draw', () => {
  const check = async (file: object, entry?: object, receiptKey?: string) => {
    const folder = await mkdtemp(join(tmpdir(), 'foyer-draw-'))
    try {
      await writeFile(join(folder, 'draw.json'), canonicalJson(file))
      await writeFile(join(folder, 'entry.json'), JSON.stringify(entry ?? {}))
      const lines: string[] = []
      const files = { file: join(folder, 'draw.json'), ...(entry && { entry: join(folder, 'entry.json') }) }
      const by = receiptKey === undefined ? {} : { receiptKey }
      const status = await verifyDrawCommand({ ...files, ...by }, (line) => lines.push(line))
      return { status, said: lines.join('\n') }
    } finally {
      await rm(folder, { recursive: true })
    }
  }

  test('says that a draw is good, by what it was decided, and which number an entry drew', async () => {
    const { file, list } = aDraw(20, 'drand')
    const place = file.order.indexOf(indexInList(list, commitmentOf(anEntry(3))) ?? -1) + 1
    const { status, said } = await check(file, anEntry(3))
    assert.equal(status, 0)
    assert.match(said, /^The draw is good: 20 entrants/)
    assert.match(said, /round 1000 of the beacon/)
    assert.match(said, new RegExp(`drew number ${place}\\.$`))
    assert.match((await check(aDraw(20).file)).said, /operator's seed, committed to as [0-9a-f]{64}/)
  })

  test('says of an entry that was left out whether the operator had signed that it was taken', async () => {
    const { file } = aDraw(20)
    const receipts = entryReceipts(keysFrom(Buffer.alloc(32, 1)))
    const entry = anEntry(21)
    const receipt = await receipts.issue({ commitment: commitmentOf(entry), number: null })
    const left = await check(file, { ...entry, receipt }, receipts.publicKey)
    assert.equal(left.status, 1)
    assert.match(left.said, /not in the list\.\nIts receipt is genuine/)
    const asItCame = await check(file, { token: 't', place: entry, receipt }, receipts.publicKey)
    assert.deepEqual(asItCame, left, 'the answer to entering is taken as it came')
    await assert.rejects(check(file, { ...entry, receipt }, 'abc'), /"abc" is no receiptKey: 32 bytes in base64url/)
    const forged = { ...receipt, signature: receipts.signText('taken') }
    assert.match((await check(file, { ...entry, receipt: forged }, receipts.publicKey)).said, /receipt is not genuine/)
    const late = await receipts.issue({ commitment: commitmentOf(entry), number: 21 })
    assert.match((await check(file, { ...entry, receipt: late }, receipts.publicKey)).said, /receipt is not genuine/)
  })

  test('status 1 for a bad draw, for an entry that is not in it, and for one of another event', async () => {
    const { file } = aDraw(20)
    assert.equal((await check({ ...file, order: [] })).status, 1)
    assert.equal((await check(file, anEntry(21))).status, 1)
    assert.equal((await check(file, { ...anEntry(3), eventId: EVENT.replace('a', 'b') })).status, 1)
    const { status, said } = await check(file, { eventId: EVENT })
    assert.equal(status, 1)
    assert.match(said, /is no entry: eventId, entryId, salt and nonce are needed/)
  })
})
