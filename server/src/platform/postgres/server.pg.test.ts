import { after, afterEach, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import postgres from 'postgres'
import { readCluster } from './cluster.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './index.ts'
import { findProcess, listProcesses } from './processes.ts'
import { quickFolder } from './throwaway.ts'

let folder: string
let dataDir: string
const children: ChildProcess[] = []
const servers: EmbeddedPostgres[] = []

before(() => {
  // Closed to other users, as a home folder is, so that root's ways in are tried when root runs this; with blanks.
  folder = mkdtempSync(join(quickFolder(), 'foyer embedded-'))
  dataDir = join(folder, 'data of "Foyer" $1')
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  // Only a test that failed has left any.
  for (const server of servers.splice(0)) await server.stop()
})
after(() => rmSync(folder, { recursive: true, force: true }))

async function start(options: { restart?: boolean; database?: string } = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, database: 'foyer', ...options })
  servers.push(server)
  return server
}

/** The same in a process of its own, which goes on until it is killed, or told to stop by a line of input. */
async function startElsewhere(): Promise<{ child: ChildProcess; pid: number; adopted: boolean }> {
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(import.meta.resolve('./index.ts'))})
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, database: 'foyer' })
    console.log(JSON.stringify({ pid: server.pid, adopted: server.adopted }))
    process.stdin.once('data', async () => { await server.stop(); process.exit(0) })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] })
  children.push(child)
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  return { child, ...(JSON.parse(line) as { pid: number; adopted: boolean }) }
}

async function stopElsewhere(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit')
  child.stdin?.write('stop\n')
  await exited
}

async function query<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

const processesOf = (dataDir: string): string[] => {
  const { data, name } = readCluster(dataDir)
  return listProcesses()
    .filter(({ zombie }) => !zombie)
    .map(({ commandLine }) => commandLine)
    .filter((line) => line.includes(data) || line.includes(name))
}

describe('first start', () => {
  test('of two at the same moment in an empty folder: one server, used by both, stopped by the last', async () => {
    const [here, elsewhere] = await Promise.all([start(), startElsewhere()])
    assert.equal(here.pid, elsewhere.pid)
    assert.equal([here.adopted, elsewhere.adopted].filter(Boolean).length, 1)

    await stopElsewhere(elsewhere.child)
    assert.deepEqual(await query(here.url, 'select 1 as one'), [{ one: 1 }])

    await here.stop()
    assert.deepEqual(processesOf(dataDir), [])
  })
})

describe('who may come in', () => {
  test('any client with the one address, as a role without power over the machine', async () => {
    const server = await start()
    const sql = postgres(server.url, { max: 1 })
    const [facts] = await sql`
      select current_user as role, rolsuper, pg_encoding_to_char(encoding) as encoding, datlocale,
             lower('ÅÉ') as lower, host(inet_server_addr()) as address
        from pg_roles, pg_database where rolname = current_user and datname = current_database()`
    await sql.end()
    assert.deepEqual(
      { ...facts },
      {
        role: 'foyer',
        rolsuper: false,
        encoding: 'UTF8',
        datlocale: 'C.UTF-8',
        lower: 'åé',
        address: '127.0.0.1',
      },
    )
    assert.deepEqual(await query(server.url, 'select current_user::text as role'), [{ role: 'foyer' }])
    await assert.rejects(query(server.url, `copy (select 1) to program 'true'`), { code: '42501' })
    await server.stop()
  })

  test('nobody without the password, and only the owner can read it', async () => {
    const server = await start()
    const url = new URL(server.url)
    const { folder } = readCluster(dataDir)
    assert.equal(statSync(join(folder, 'password')).mode & 0o777, 0o600)
    assert.equal(statSync(folder).mode & 0o777, 0o700)
    for (const [user, password] of [
      ['foyer', 'wrong'],
      ['postgres', url.password],
    ] as const) {
      url.username = user
      url.password = password
      await assert.rejects(query(url.href, 'select 1'), { code: '28P01' })
    }
    await server.stop()
  })
})

describe('a later start', () => {
  test('finds the data of the one before, at the same port, and may open another database', async () => {
    const first = await start()
    await query(first.url, 'create table kept (n int); insert into kept values (7)')
    await first.stop()

    const second = await start()
    assert.equal(second.url, first.url)
    assert.equal(second.adopted, false)
    assert.deepEqual(await query(second.url, 'select n from kept'), [{ n: 7 }])
    await second.stop()

    const other = await start({ database: 'an "other"' })
    assert.deepEqual(await query(other.url, 'select current_database() as name'), [{ name: 'an "other"' }])
    await other.stop()
    assert.deepEqual(processesOf(dataDir), [])
  })

  test('moves to another port when its own was taken meanwhile', async () => {
    const first = await start()
    await first.stop()
    const squatter = createServer().listen(Number(new URL(first.url).port), '127.0.0.1')
    await once(squatter, 'listening')
    const second = await start()
    squatter.close()
    assert.notEqual(second.url, first.url)
    assert.deepEqual(await query(second.url, 'select n from kept'), [{ n: 7 }])
    await second.stop()
  })

  test('adopts the server of a process that was killed, and stops it in the end', async () => {
    const killed = await startElsewhere()
    const exited = once(killed.child, 'exit')
    killed.child.kill('SIGKILL')
    await exited
    assert.equal(findProcess(killed.pid)?.zombie, false)

    const server = await start()
    assert.deepEqual([server.adopted, server.pid], [true, killed.pid])
    await server.stop()
    assert.deepEqual(processesOf(dataDir), [])
  })

  test('recovers when both were killed', async () => {
    const killed = await startElsewhere()
    const exited = once(killed.child, 'exit')
    killed.child.kill('SIGKILL')
    process.kill(killed.pid, 'SIGKILL')
    await exited

    const server = await start()
    assert.equal(server.adopted, false)
    assert.deepEqual(await query(server.url, 'select n from kept'), [{ n: 7 }])
    await server.stop()
  })

  for (const [whose, pidOf] of [
    ['another living program', () => process.pid],
    ['a dead process that nobody buried', makeZombie],
  ] as const) {
    test(`is not misled by a postmaster.pid with the number of ${whose}`, async () => {
      const crashed = await start({ restart: false })
      crashed.kill()
      await crashed.stop()
      const file = join(readCluster(dataDir).data, 'postmaster.pid')
      const [, ...rest] = readFileSync(file, 'utf8').split('\n')
      writeFileSync(file, [await pidOf(), ...rest].join('\n'))

      const server = await start()
      assert.equal(server.adopted, false)
      assert.deepEqual(await query(server.url, 'select n from kept'), [{ n: 7 }])
      await server.stop()
    })
  }
})

/** Its parent became a program that never asks for the end of a child, before that ended. */
async function makeZombie(): Promise<number> {
  const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(parent)
  const [line] = (await once(createInterface(parent.stdout), 'line')) as [string]
  for (let polls = 0; findProcess(Number(line))?.zombie !== true; polls++) {
    assert.ok(polls < 1_000, 'it became a zombie')
    await sleep(5)
  }
  return Number(line)
}

describe('when the server is killed while it is used', () => {
  test('it comes back at the same address, with every row that was answered', async () => {
    const server = await start()
    const firstPid = server.pid
    const exits: unknown[] = []
    server.onExit((exit) => exits.push(exit))
    const sql = postgres(server.url, { max: 1, backoff: () => 0.02, onnotice: () => undefined })
    await sql`create table answered (n int)`
    const answers: number[] = []
    for (let n = 0; n < 60; n++) {
      if (n === 30) server.kill()
      try {
        await sql`insert into answered values (${n})`
        answers.push(n)
      } catch {
        // Not answered: it may be there or not.
        await sleep(20)
      }
    }
    const rows = new Set((await sql`select n from answered`).map((row) => Number(row['n'])))
    await sql.end()
    assert.ok(answers.length > 30, `${answers.length} inserts were answered`)
    assert.deepEqual(
      answers.filter((n) => !rows.has(n)),
      [],
    )
    // Clients may be back before the launcher itself is.
    for (let polls = 0; server.pid === firstPid; polls++) {
      assert.ok(polls < 1_000, 'the launcher serves again')
      await sleep(10)
    }
    assert.deepEqual(exits, [{ pid: firstPid, restarting: true }])
    await server.stop()
    assert.deepEqual(processesOf(dataDir), [])
  })

  test('it stays down where that was asked for, and says so', async () => {
    const server = await start({ restart: false })
    const exit = new Promise((resolve) => server.onExit(resolve))
    server.kill()
    assert.deepEqual(await exit, { pid: server.pid, restarting: false })
    await server.stop()
    assert.deepEqual(processesOf(dataDir), [])
  })

  test('a crash of one of its children alone is no exit: it starts over by itself and is still stopped by us', async () => {
    const server = await start()
    const exits: unknown[] = []
    server.onExit((exit) => exits.push(exit))
    const client = new Client({ connectionString: server.url })
    client.on('error', () => undefined)
    await client.connect()
    const ended = new Promise((resolve) => client.once('end', resolve))
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    process.kill(rows[0]?.pid ?? 0, 'SIGKILL')
    await ended
    await server.stop()
    assert.deepEqual(exits, [])
    assert.deepEqual(processesOf(dataDir), [])
  })
})
