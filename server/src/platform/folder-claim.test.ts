import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { claimFolder, FolderInUse } from './folder-claim.ts'

const CLAIM = `
  import { claimFolder } from ${JSON.stringify(new URL('folder-claim.ts', import.meta.url).href)}
  try { claimFolder(process.argv[1], 'start'); console.log('has it'); setInterval(() => undefined, 1_000) }
  catch (error) { console.log(error.message); process.exit(3) }`

describe('a data folder', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'foyer-claim-'))
  })
  after(() => rm(folder, { recursive: true, force: true }))

  /** Another process that claims the folder, and what it says. */
  async function another() {
    const child = spawn(process.execPath, ['--input-type=module', '-e', CLAIM, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exited = once(child, 'exit')
    const [said] = (await once(child.stdout, 'data')) as [Buffer]
    const end = async () => {
      child.kill('SIGKILL')
      await exited
    }
    return { pid: child.pid, said: said.toString().trim(), end }
  }

  test('belongs to one process, and whoever comes second is told which, and changes nothing', async () => {
    const giveBack = claimFolder(folder, 'start')
    const before = await readFile(join(folder, 'start.process'), 'utf8')
    const second = await another()
    await second.end()
    assert.match(second.said, new RegExp(`belongs to process ${process.pid}, which has run its Foyer since`))
    assert.equal(await readFile(join(folder, 'start.process'), 'utf8'), before)
    assert.deepEqual(await readdir(folder), ['start.process'])
    assert.throws(() => claimFolder(folder, 'start'), FolderInUse)
    claimFolder(folder, 'sandbox')()
    giveBack()
    assert.deepEqual(await readdir(folder), [])
  })

  test('is free again when the process that had it was killed', async () => {
    const first = await another()
    assert.equal(first.said, 'has it')
    assert.throws(() => claimFolder(folder, 'start'), new RegExp(`process ${first.pid},`))
    await first.end()
    claimFolder(folder, 'start')()
    assert.deepEqual(await readdir(folder), [])
  })

  test('is not taken for that of a living process which has the number of a dead one, nor by what is no claim', async () => {
    const { dev, ino } = await stat(folder, { bigint: true })
    const dead = {
      folder: `${dev}:${ino}`,
      pid: process.pid,
      born: 'another boot 17',
      part: 'start',
      since: '2026-01-01T00:00:00Z',
    }
    for (const left of [JSON.stringify(dead), '', '{"pid":1', 'null']) {
      await writeFile(join(folder, 'start.process'), left)
      claimFolder(folder, 'start')()
    }
  })

  test('that was copied while a process had it is not that process’s', async () => {
    const giveBack = claimFolder(folder, 'start')
    const copy = `${folder}-copy`
    await cp(folder, copy, { recursive: true })
    claimFolder(copy, 'start')()
    await rm(copy, { recursive: true })
    giveBack()
  })

  test('is claimed by one of several that come at the same moment, after another that died', async () => {
    await writeFile(join(folder, 'start.process'), '{"pid":1,"born":"long ago"}')
    const several = await Promise.all(Array.from({ length: 4 }, another))
    const said = several.map((one) => one.said)
    await Promise.all(several.map((one) => one.end()))
    assert.equal(said.filter((words) => words === 'has it').length, 1, said.join('\n'))
    const winner = several.find((one) => one.said === 'has it')
    for (const words of said.filter((one) => one !== 'has it'))
      assert.match(words, new RegExp(`process ${winner?.pid},`))
    await rm(join(folder, 'start.process'))
  })
})
