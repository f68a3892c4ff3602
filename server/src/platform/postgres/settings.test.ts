import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { renderSettings, tunedSettings } from './settings.ts'

const GIB = 1024 ** 3

describe('settings of the embedded server', () => {
  test('shared memory follows the machine, within bounds', () => {
    const sharedBuffers = (memoryBytes: number): string | undefined =>
      tunedSettings(memoryBytes)['shared_buffers']?.value
    assert.equal(sharedBuffers(0.25 * GIB), '64MB')
    assert.equal(sharedBuffers(4 * GIB), '512MB')
    assert.equal(sharedBuffers(256 * GIB), '2048MB')
  })

  test('what a commit promises is on', () => {
    const settings = tunedSettings(GIB)
    for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) assert.equal(settings[name]?.value, 'on')
  })

  test('an override replaces the tuned value, and no value can break out of its quotes', () => {
    const text = renderSettings({ jit: { value: 'off', because: 'short' } }, { jit: 'on', search_path: `a'b\\c` })
    assert.deepEqual(
      text.split('\n').filter((line) => /^(jit|search_path)/.test(line)),
      [`jit = 'on'  # asked for at this start`, `search_path = 'a''b\\\\c'  # asked for at this start`],
    )
  })

  test('every setting has a reason of one line', () => {
    for (const [name, { because }] of Object.entries(tunedSettings(GIB))) assert.match(because, /^[^\n]+$/, name)
  })
})
