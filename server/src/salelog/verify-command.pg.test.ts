import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { keepingIn } from './kept-files.ts'
import { proveSale } from './log-files.ts'
import { download } from './testing/kept-log.ts'
import { aLogWorld, type LogWorld } from './testing/log-world.ts'
import { verifyLogCommand, verifySaleCommand } from './verify-command.ts'

describe('foyer verify', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-log-'))
  const [log, early, proof] = [join(folder, 'log'), join(folder, 'early'), join(folder, 'proof.json')]
  let world: LogWorld
  let key: string

  before(async () => {
    world = await aLogWorld()
    const eventId = await world.anEvent()
    key = world.keys.noteKey(eventId)
    await world.bringOn(eventId)
    await download(keepingIn(world.files(eventId), early))
    const orderId = await world.sell(eventId, await world.hold(eventId, [3, 4]))
    await world.bringOn(eventId)
    await download(keepingIn(world.files(eventId), log))
    writeFileSync(proof, JSON.stringify(await proveSale(world.db.sql, world.keys, { eventId, orderId })))
  })
  after(async () => {
    await world[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  })

  const run = async (command: (print: (line: string) => void) => Promise<0 | 1>) => {
    const lines: string[] = []
    return { status: await command((line) => lines.push(line)), text: lines.join('\n') }
  }

  test('log: a copy in a folder, with the key and the checkpoint that were kept', async () => {
    const since = join(early, 'checkpoint')
    const { status, text } = await run((print) => verifyLogCommand({ source: log, key, since }, print))
    assert.equal(status, 0, text)
    assert.match(text, /goes on from the checkpoint/)
    assert.match(text, /3, of 2 entries: 1 manifest, 1 held, 1 sold/)
    assert.match(text, / 18 +0 +2 +0 +0 {2}Standard/)
  })

  test('log: one that is shorter than it was is refused', async () => {
    const since = join(log, 'checkpoint')
    const { status, text } = await run((print) => verifyLogCommand({ source: early, since }, print))
    assert.equal(status, 1)
    assert.match(text, /shorter than it was/)
  })

  test('log: what is no log at all is said to be none', async () => {
    await assert.rejects(
      verifyLogCommand({ source: folder }, () => undefined),
      /no public sale log/,
    )
  })

  test('sale: the proof of a buyer', async () => {
    const { status, text } = await run((print) => verifySaleCommand({ file: proof, key }, print))
    assert.equal(status, 0, text)
    assert.match(text, /Places {5}3, 4/)
  })

  test('sale: a proof that was changed is refused, and another file is said to be none', async () => {
    const forged = join(folder, 'forged.json')
    writeFileSync(forged, (await readFile(proof, 'utf8')).replace('[3,4]', '[3,5]'))
    assert.equal((await run((print) => verifySaleCommand({ file: forged }, print))).status, 1)
    writeFileSync(forged, '{}')
    await assert.rejects(
      verifySaleCommand({ file: forged }, () => undefined),
      /no proof/,
    )
  })
})
