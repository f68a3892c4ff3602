import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { encodeLeaf, parseLeaf, type SaleLogLeaf } from '@foyer/contract/sale-log.leaves'
import { verifySaleLog } from '@foyer/contract/sale-log.verify'
import * as fc from 'fast-check'
import { newId } from '../platform/ids.ts'
import { keysFrom } from '../platform/secrets.ts'
import { saleLogKeys } from './log-keys.ts'
import { aManifest, filesOfLeaves, manifestLeaf, mark } from './testing/forge.ts'
import { filesIn } from './testing/kept-log.ts'
import { secondVerify } from './testing/second-verifier.ts'

const keys = saleLogKeys(keysFrom(Buffer.alloc(32, 3)))
const eventId = newId()
const manifest = aManifest(eventId)
const key = keys.noteKey(eventId)
const T = 10_000

const first = manifestLeaf(manifest, { entry: 0, version: 1 })
const held = (entry: number, hold: string, places: number[], at = T + entry): SaleLogLeaf => ({
  kind: 'held',
  entry,
  at,
  hold: mark(hold),
  places,
  until: at + 600_000,
})
const sold = (entry: number, hold: string, order: string, places: number[]): SaleLogLeaf => ({
  kind: 'sold',
  entry,
  at: T + entry,
  hold: mark(hold),
  sale: mark(order),
  places,
})
const of = (kind: 'released' | 'expired', entry: number, hold: string, at = T + entry): SaleLogLeaf => ({
  kind,
  entry,
  at,
  hold: mark(hold),
})
const back = (entry: number, hold: string, places: number[]): SaleLogLeaf => ({
  kind: 'returned',
  entry,
  at: T + entry,
  hold: mark(hold),
  places,
})
const late = (entry: number, hold: string, order: string, places: number[]): SaleLogLeaf => ({
  ...(sold(entry, hold, order, places) as Extract<SaleLogLeaf, { kind: 'sold' }>),
  kind: 'sold-late',
})

/** What each of the two verifiers says; they must agree. */
async function judge(files: ReadonlyMap<string, Uint8Array>, since?: string): Promise<string | undefined> {
  const verdict = await verifySaleLog({ files: filesIn(files), key, ...(since === undefined ? {} : { since }) })
  let second: string | undefined
  try {
    secondVerify(files, key, since)
  } catch (error) {
    second = String(error)
  }
  const because = verdict.ok ? undefined : verdict.because
  assert.equal(because === undefined, second === undefined, `first: ${because}; second: ${second}`)
  return because
}

const judgeLeaves = async (leaves: readonly (SaleLogLeaf | string)[]) =>
  judge(await filesOfLeaves(keys, eventId, leaves, [manifest]))

describe('a sale that can have happened is let through', () => {
  const good: Record<string, SaleLogLeaf[]> = {
    'held and sold': [first, held(1, 'a', [1, 2]), sold(2, 'a', 'o', [1, 2])],
    'sold again after it came back': [
      first,
      held(1, 'a', [1]),
      sold(2, 'a', 'o', [1]),
      back(3, 'a', [1]),
      held(4, 'b', [1]),
      sold(5, 'b', 'p', [1]),
    ],
    'several changes of one entry': [first, held(1, 'a', [1], T + 1), held(1, 'b', [2], T + 1)],
    'expired, then sold late': [
      first,
      held(1, 'a', [1]),
      of('expired', 2, 'a', T + 1 + 600_000),
      { ...late(3, 'a', 'o', [1]), at: T + 700_000 },
    ],
  }
  for (const [name, leaves] of Object.entries(good))
    test(name, async () => assert.equal(await judgeLeaves(leaves), undefined))
})

describe('a sale that cannot have happened is refused by both verifiers, though it is rightly signed', () => {
  const bad: Record<string, (SaleLogLeaf | string)[]> = {
    'a place held twice': [first, held(1, 'a', [1]), held(2, 'b', [1])],
    'a place held that is sold': [first, held(1, 'a', [1]), sold(2, 'a', 'o', [1]), held(3, 'b', [1])],
    'a place sold twice': [first, held(1, 'a', [1]), sold(2, 'a', 'o', [1]), late(3, 'b', 'p', [1])],
    'a hold sold twice': [first, held(1, 'a', [1]), sold(2, 'a', 'o', [1]), sold(3, 'a', 'p', [1])],
    'an order that buys twice': [
      first,
      held(1, 'a', [1]),
      sold(2, 'a', 'o', [1]),
      held(3, 'b', [2]),
      sold(4, 'b', 'o', [2]),
    ],
    'other places sold than held': [first, held(1, 'a', [1]), sold(2, 'a', 'o', [2])],
    'sold without a hold': [first, sold(1, 'a', 'o', [1])],
    'sold after the time was over': [
      first,
      { ...held(1, 'a', [1]), until: T + 2 } as SaleLogLeaf,
      sold(2, 'a', 'o', [1]),
    ],
    'expired before the time': [first, held(1, 'a', [1]), of('expired', 2, 'a')],
    'released twice': [first, held(1, 'a', [1]), of('released', 2, 'a'), of('released', 3, 'a')],
    'released after it was sold': [first, held(1, 'a', [1]), sold(2, 'a', 'o', [1]), of('released', 3, 'a')],
    'given back twice': [first, held(1, 'a', [1]), sold(2, 'a', 'o', [1]), back(3, 'a', [1]), back(4, 'a', [1])],
    'given back what was not bought': [first, held(1, 'a', [1]), sold(2, 'a', 'o', [1]), back(3, 'a', [2])],
    'a place beyond the manifest': [first, held(1, 'a', [20])],
    'a hold before any manifest': [held(1, 'a', [1]), first],
    'an entry left out': [first, held(2, 'a', [1])],
    'an entry that goes back': [first, held(1, 'a', [1]), held(2, 'b', [2]), held(1, 'c', [3])],
    'one entry with two moments': [first, held(1, 'a', [1], T), held(1, 'b', [2], T + 5)],
    'a blocked place sold': [first, blocked(1, 'blocked', [[0, 5]]), held(2, 'a', [4])],
    'a held place blocked': [first, held(1, 'a', [1]), blocked(2, 'blocked', [[0, 5]])],
    'an available place put on sale': [first, blocked(1, 'unblocked', [[0, 5]])],
    'a manifest that counts wrongly': [
      first,
      blocked(1, 'blocked', [[0, 5]]),
      manifestLeaf(manifest, { entry: 1, version: 2, house: 4 }),
    ],
    'a manifest that says it came earlier': [
      first,
      held(1, 'a', [1]),
      manifestLeaf(manifest, { entry: 0, version: 2 }),
    ],
    'a manifest left out': [manifestLeaf(manifest, { entry: 0, version: 2 })],
    'a manifest without its document': [{ ...first, document: 'b'.repeat(64) } as SaleLogLeaf],
    'a manifest with more places than its document': [{ ...first, places: 30 } as SaleLogLeaf],
    'a leaf with a member too many': [first, encodeLeaf(held(1, 'a', [1])).replace('{', '{"note":"x",')],
    'a leaf with a member twice': [first, encodeLeaf(held(1, 'a', [1])).replace('{', '{"places":[9],')],
    'a leaf with spaces': [first, encodeLeaf(held(1, 'a', [1])).replace(',', ', ')],
    'a leaf of a kind that there is not': [first, '{"kind":"gift","entry":1,"at":1}'],
    'a leaf that is not JSON': [first, 'held'],
    'places out of order': [first, held(1, 'a', [2, 1])],
    'the same place twice in a hold': [first, held(1, 'a', [1, 1])],
    'a hold that is over before it begins': [first, { ...held(1, 'a', [1]), until: T } as SaleLogLeaf],
    nothing: [],
  }
  for (const [name, leaves] of Object.entries(bad))
    test(name, async () => assert.notEqual(await judgeLeaves(leaves), undefined))

  test('places that a later manifest has no more', async () => {
    const smaller = aManifest(eventId, {
      places: 10,
      levels: manifest.levels.map((level) => ({ ...level, runs: [[0, 10]] })),
    })
    const leaves = [first, manifestLeaf(smaller, { entry: 0, version: 2 })]
    assert.notEqual(await judge(await filesOfLeaves(keys, eventId, leaves, [manifest, smaller])), undefined)
  })

  test('a document of another event, with a place in two levels, or in none', async () => {
    const [level] = manifest.levels
    assert.ok(level !== undefined)
    const documents = [
      aManifest(newId()),
      aManifest(eventId, { levels: [level, { ...level, id: 'other', runs: [[19, 1]] }] }),
      aManifest(eventId, { levels: [{ ...level, runs: [[0, 19]] }] }),
    ]
    for (const document of documents) {
      const leaves = [manifestLeaf(document, { entry: 0, version: 1 })]
      assert.notEqual(await judge(await filesOfLeaves(keys, eventId, leaves, [document])), undefined)
    }
  })
})

describe('files that were changed afterwards', () => {
  const wholeSale = [
    first,
    ...Array.from({ length: 150 }, (_, turn) => [
      held(2 * turn + 1, `hold ${turn}`, [turn % 20]),
      of('released', 2 * turn + 2, `hold ${turn}`),
    ]).flat(),
  ]

  test('any bit of any file flipped is refused by both, unless both find that it says the same', async () => {
    const files = await filesOfLeaves(keys, eventId, wholeSale, [manifest])
    assert.equal(await judge(files), undefined)
    const names = [...files.keys()].filter((name) => name !== 'key')
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.nat(), async (name, bit) => {
        const bent = new Map(files).set(name, flipped(files.get(name) ?? Buffer.of(), bit))
        assert.notEqual(await judge(bent), undefined)
      }),
      { numRuns: 120 },
    )
  })

  test('a file that is missing or cut is refused', async () => {
    const files = await filesOfLeaves(keys, eventId, wholeSale, [manifest])
    for (const name of [...files.keys()].filter((name) => name !== 'key')) {
      const missing = new Map(files)
      missing.delete(name)
      assert.notEqual(await judge(missing), undefined, name)
      assert.notEqual(
        await judge(new Map(files).set(name, (files.get(name) ?? Buffer.of()).slice(0, -1))),
        undefined,
        name,
      )
    }
  })

  test('a past that was rewritten is refused by whoever kept a checkpoint, and by nobody else', async () => {
    const before = await filesOfLeaves(keys, eventId, wholeSale.slice(0, 101), [manifest])
    const since = Buffer.from(before.get('checkpoint') ?? []).toString()
    const honest = await filesOfLeaves(keys, eventId, wholeSale, [manifest])
    assert.equal(await judge(honest, since), undefined)
    const rewritten = wholeSale.with(1, held(1, 'hold 0', [7])).slice(0, 200)
    const dishonest = await filesOfLeaves(keys, eventId, rewritten, [manifest])
    assert.equal(await judge(dishonest), undefined)
    assert.notEqual(await judge(dishonest, since), undefined)
    assert.notEqual(
      await judge(await filesOfLeaves(keys, eventId, wholeSale.slice(0, 50), [manifest]), since),
      undefined,
    )
  })

  test('a checkpoint of another key, of another event, or with a second line added is refused', async () => {
    const files = await filesOfLeaves(keys, eventId, wholeSale, [manifest])
    const stranger = saleLogKeys(keysFrom(Buffer.alloc(32, 4)))
    const other = await filesOfLeaves(stranger, eventId, wholeSale, [manifest])
    const elsewhere = await filesOfLeaves(keys, newId(), wholeSale, [manifest])
    const note = Buffer.from(files.get('checkpoint') ?? []).toString()
    const notes = [
      other.get('checkpoint'),
      elsewhere.get('checkpoint'),
      Buffer.from(note.replace('\n\n', '\nmore\n\n')),
    ]
    for (const checkpoint of notes)
      assert.notEqual(await judge(new Map(files).set('checkpoint', checkpoint ?? Buffer.of())), undefined)
  })
})

test('whatever leaves are written in whatever order, both verifiers say the same', async () => {
  const said = { good: 0, bad: 0 }
  const anyLeaf = fc.record({
    what: fc.constantFrom(
      'held',
      'held',
      'held',
      'sold',
      'sold-late',
      'released',
      'expired',
      'extended',
      'returned',
      'blocked',
      'unblocked',
    ),
    step: fc.constantFrom(0, 1, 1, 1, 1, 2),
    hold: fc.constantFrom('a', 'b', 'c'),
    order: fc.constantFrom('o', 'p', 'q'),
    place: fc.integer({ min: 0, max: 20 }),
    wait: fc.constantFrom(1, 1, 700_000),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(anyLeaf, { maxLength: 12 }), async (asked) => {
      let [entry, at] = [0, T]
      const leaves = asked.map(({ what, step, hold, order, place, wait }): SaleLogLeaf => {
        entry = Math.max(1, entry + step)
        if (step > 0) at += wait
        const common = { entry, at, hold: mark(hold) }
        switch (what) {
          case 'held':
            return { kind: what, ...common, places: [place], until: at + 600_000 }
          case 'sold':
          case 'sold-late':
            return { kind: what, ...common, sale: mark(order), places: [place] }
          case 'extended':
            return { kind: what, ...common, until: at + 900_000 }
          case 'returned':
            return { kind: what, ...common, places: [place] }
          case 'blocked':
            return { kind: what, entry, at, reason: 'house', runs: [[place, 2]] }
          case 'unblocked':
            return { kind: what, entry, at, runs: [[place, 1]] }
          case 'released':
          case 'expired':
            return { kind: what, ...common }
        }
      })
      const because = await judgeLeaves([first, ...leaves])
      said[because === undefined ? 'good' : 'bad']++
    }),
    { numRuns: 400 },
  )
  assert.ok(said.good > 20 && said.bad > 20, JSON.stringify(said))
})

test('a leaf is read only from its one text', () => {
  for (const leaf of [first, held(1, 'a', [1]), sold(1, 'a', 'o', [1]), late(1, 'a', 'o', [1])]) {
    assert.deepEqual(parseLeaf(Buffer.from(encodeLeaf(leaf))), leaf)
    assert.equal(parseLeaf(Buffer.from(`\uFEFF${encodeLeaf(leaf)}`)), undefined)
    assert.equal(parseLeaf(Buffer.from(`${encodeLeaf(leaf)}\n`)), undefined)
  }
})

function blocked(entry: number, kind: 'blocked' | 'unblocked', runs: [number, number][]): SaleLogLeaf {
  const at = T + entry
  return kind === 'blocked' ? { kind, entry, at, reason: 'house', runs } : { kind, entry, at, runs }
}

const flipped = (bytes: Uint8Array, bit: number): Uint8Array =>
  bytes.map((byte, index) => (index === Math.floor(bit / 8) % bytes.length ? byte ^ (1 << (bit % 8)) : byte))
