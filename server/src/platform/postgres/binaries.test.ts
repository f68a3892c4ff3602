import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findBinaries, linkLibraries } from './binaries.ts'
import { quickFolder } from './throwaway.ts'

const PROGRAM = join('native', 'bin', 'postgres')
const LIBRARIES = join('native', 'lib')

describe('libraries of an installation whose install scripts did not run', () => {
  let folder: string
  let copy: string
  let spare: string

  before(() => {
    folder = mkdtempSync(join(quickFolder(), 'foyer-binaries-'))
    copy = join(folder, 'package')
    spare = join(folder, 'spare')
    const installed = dirname(dirname(dirname(findBinaries(spare).postgres)))
    for (const part of [join('native', 'bin'), LIBRARIES, join('native', 'pg-symlinks.json')]) {
      mkdirSync(dirname(join(copy, part)), { recursive: true })
      execFileSync('cp', ['-R', join(installed, part), join(copy, part)])
    }
    for (const entry of readdirSync(join(copy, LIBRARIES), { withFileTypes: true })) {
      if (entry.isSymbolicLink()) rmSync(join(copy, LIBRARIES, entry.name))
    }
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const runs = (env: Record<string, string>): boolean =>
    spawnSync(join(copy, PROGRAM), ['--version'], { env }).status === 0

  test('without the links the program does not run', () => assert.equal(runs({}), false))

  test('are linked elsewhere when the package must not be written to', (context) => {
    if (process.geteuid?.() === 0) return context.skip('root may write everywhere')
    chmodSync(join(copy, LIBRARIES), 0o555)
    const environment = linkLibraries(copy, spare)
    chmodSync(join(copy, LIBRARIES), 0o755)
    assert.deepEqual(Object.values(environment), [spare])
    assert.equal(runs(environment), true)
  })

  test('are linked in place otherwise, and linking twice is harmless', () => {
    assert.deepEqual([linkLibraries(copy, spare), linkLibraries(copy, spare)], [{}, {}])
    const links = readdirSync(join(copy, LIBRARIES)).filter((name) =>
      lstatSync(join(copy, LIBRARIES, name)).isSymbolicLink(),
    )
    assert.ok(links.length > 0)
    assert.equal(runs({}), true)
  })
})
