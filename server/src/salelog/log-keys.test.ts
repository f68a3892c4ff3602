import assert from 'node:assert/strict'
import { createHmac, hkdfSync } from 'node:crypto'
import { test } from 'node:test'
import { commitTo } from '@foyer/contract/sale-log.leaves'
import { openNote, parseCheckpoint, parseNoteKey } from '@foyer/contract/signed-note'
import { newId } from '../platform/ids.ts'
import { keysFrom } from '../platform/secrets.ts'
import { saleLogKeys } from './log-keys.ts'

const secret = Buffer.alloc(32, 5)
const keys = saleLogKeys(keysFrom(secret))

test('a salt is the HMAC of what it is for under a key of the event, and a commitment what the contract says', () => {
  const [eventId, id] = [newId(), newId()]
  const key = Buffer.from(hkdfSync('sha256', secret, 'foyer', `sale-log-salts:${eventId}:1`, 32))
  const { saltOf, commitTo: commit } = keys.saltsOf(eventId)
  for (const kind of ['hold', 'sale'] as const) {
    assert.deepEqual(saltOf(kind, id), createHmac('sha256', key).update(`${kind}:${id}`).digest())
    assert.equal(commit(kind, id), commitTo(kind, id, saltOf(kind, id)))
  }
  assert.notEqual(keys.saltsOf(newId()).commitTo('hold', id), commit('hold', id), 'another event, another salt')
})

test('a checkpoint is signed by the key of its event, the same bytes each time', async () => {
  const eventId = newId()
  const tree = { size: 12, root: Buffer.alloc(32, 1) }
  const note = keys.signCheckpoint(eventId, tree)
  assert.equal(keys.signCheckpoint(eventId, tree), note)
  const key = parseNoteKey(keys.noteKey(eventId))
  assert.ok(key !== undefined)
  const text = await openNote(note, key)
  assert.deepEqual(parseCheckpoint(text ?? ''), {
    origin: `foyer/sale-log/${eventId}`,
    size: 12,
    root: new Uint8Array(tree.root),
  })
  assert.equal(await openNote(keys.signCheckpoint(newId(), tree), key), undefined)
})

test('signatures of others beside it are passed over, and one in its name that is wrong spoils the note', async () => {
  const eventId = newId()
  const note = keys.signCheckpoint(eventId, { size: 12, root: Buffer.alloc(32, 1) })
  const key = parseNoteKey(keys.noteKey(eventId))
  assert.ok(key !== undefined)
  const witness =
    keys
      .signCheckpoint(newId(), { size: 12, root: Buffer.alloc(32, 1) })
      .split('\n')
      .at(-2) ?? ''
  assert.notEqual(await openNote(`${note}${witness}\n`, key), undefined)
  const forged = `${note.slice(0, -6)}AAAA=\n`
  assert.equal(await openNote(forged, key), undefined)
})
