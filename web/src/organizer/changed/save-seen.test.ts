import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EventView } from '@foyer/contract/catalog.views'
import { Refused } from '@foyer/contract/client'
import { saveSeen } from './save-seen.ts'

const at = (revision: number) => ({ revision }) as EventView
const changedTo = (revision: number) =>
  new Refused(
    { type: '', title: '', status: 412, code: 'changed-meanwhile', revision, event: at(revision) } as never,
    undefined,
  )

test('a change that others made of something else is no reason to ask: it is sent for what stands there now', async () => {
  const sent: number[] = []
  const save = async (revision: number) => {
    sent.push(revision)
    if (revision < 9) throw changedTo(9)
    return at(10)
  }
  assert.deepEqual(await saveSeen(7, save, () => false), { saved: at(10) })
  assert.deepEqual(sent, [7, 9])
  assert.deepEqual(await saveSeen(7, save, () => true), { meanwhile: at(9) })
})

test('an event that changes all the time is sent four times, and no more', async () => {
  let sent = 0
  const save = async (revision: number): Promise<EventView> => {
    sent += 1
    throw changedTo(revision + 1)
  }
  assert.deepEqual(await saveSeen(1, save, () => false), { meanwhile: at(5) })
  assert.equal(sent, 4)
})

test('any other refusal goes on to the form', async () => {
  const refusal = new Refused({ type: '', title: '', status: 404, code: 'not-found' }, undefined)
  await assert.rejects(
    saveSeen(
      1,
      () => Promise.reject(refusal),
      () => false,
    ),
    refusal,
  )
})
