import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { connect, Refused } from '@foyer/contract/client'
import { inventoryRoutes } from '@foyer/contract/inventory'
import { orderRoutes } from '@foyer/contract/orders'
import { startSandbox } from '@foyer/sandbox'
import type { FastifyInstance } from 'fastify'
import { createAccessTokens } from '../accounts/index.ts'
import { given } from '../catalog/testing/given.ts'
import { settings, type Config } from '../config.ts'
import { invariants } from '../invariants.ts'
import { openNode } from '../node.ts'
import { findBrokenInvariants } from '../platform/check.ts'
import { systemClock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { Lifecycle } from '../platform/lifecycle.ts'
import { silentLog } from '../platform/log.ts'
import { keysFrom } from '../platform/secrets.ts'
import { freePort } from '../platform/testing/free-port.ts'
import { testDatabase, type TestDatabase } from '../platform/testing/test-database.ts'
import { provenInstallation } from '../rehearsal/address.ts'
import {
  personId,
  Progress,
  rehearse,
  removeAll,
  renderReport,
  tidyRehearsalsTask,
  whileAlone,
} from '../rehearsal/index.ts'
import { beginSpace, fillSpace, openSale } from '../rehearsal/space.ts'
import { houseOf } from '../rehearsal/plan-of-places.ts'
import type { RehearsalWish } from '../rehearsal/rehearse.ts'
import { rehearsalNeighbours } from './rehearsal-neighbours.ts'
import { rehearsalServices } from './rehearsal-services.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const SECRET = Buffer.alloc(32, 5)
const PATIENCE_MS = 120_000
/** That a draw is checked is shown as well by one that takes a moment. */
const DRAW_DELAY = 2 ** 16
const NOBODY_LISTENS = 'http://127.0.0.1:9'

interface Installed extends AsyncDisposable {
  readonly db: TestDatabase
  readonly url: string
  readonly app: FastifyInstance
  services(): ReturnType<typeof rehearsalServices>
}

const config = Object.fromEntries(Object.entries(settings).map(([name, one]) => [name, one.otherwise])) as Config

/** A whole installation that answers on a port, with the sandbox or with a provider that is never to be asked. */
async function anInstallation({ sandbox }: { sandbox: boolean }): Promise<Installed> {
  const db = await testDatabase({ poolMax: 12 })
  const log = silentLog()
  const lifecycle = new Lifecycle(log)
  lifecycle.onStop('database', async () => db[Symbol.asyncDispose]())
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const deriveKey = keysFrom(SECRET)
  const secrets = { secretKey: 'sk_test_sandbox', webhookSecret: 'whsec_sandbox' }
  let payments = { url: NOBODY_LISTENS, secretKey: 'sk_live_real', webhookSecrets: ['whsec_none'] }
  if (sandbox) {
    const started = await startSandbox({ port: 0, ...secrets, webhookUrl: `${url}/v1/webhooks/stripe` })
    lifecycle.onStop('sandbox', () => started.stop())
    payments = { url: started.url, secretKey: secrets.secretKey, webhookSecrets: [secrets.webhookSecret] }
  }
  const installation = { db, databaseUrl: db.url, embedded: false, deriveKey, log, lifecycle }
  const mail = { smtpUrl: 'smtp://127.0.0.1:9', from: 'Foyer <tickets@example.org>' }
  const node = await openNode({ ...config, towns: 'off', drawDelay: DRAW_DELAY }, installation, payments, url, mail)
  // Nothing by the clock: rows are counted here, and what the timed job does a test asks for itself.
  await node.startWork([])
  const app = await node.buildApi()
  await app.listen({ port, host: '127.0.0.1' })
  lifecycle.onStop('web server', async () => app.close())
  return {
    db,
    url,
    app,
    services() {
      const quiet = { progress: new Progress({ write: () => true }), signal: new AbortController().signal }
      return rehearsalServices(config, { db, deriveKey }, quiet)
    },
    [Symbol.asyncDispose]: () => lifecycle.stop(),
  }
}

const aWish = (url: string, more: Partial<RehearsalWish> = {}): RehearsalWish => ({
  url,
  buyers: 300,
  places: 60,
  curve: 'worldcup98',
  minutes: 0.08,
  drawSeconds: 1,
  seed: 3,
  peopleAtOnce: undefined,
  peoplePerMinute: undefined,
  proofOfWork: false,
  edge: true,
  connections: 32,
  threads: 1,
  force: false,
  ...more,
})

const aSale = {
  manifest: houseOf(60, 'Rehearsal of a test').manifest,
  price: 2_500,
  lobbyMs: 60_000,
  drawMs: 1_000,
  peopleAtOnce: 10,
  peoplePerMinute: null,
  sessionSeconds: 60,
  proofOfWork: false,
}

/**
 * How many rows each table has. Not counted: rehearsals themselves, of which one row stays for a day, so that what comes
 * late is removed too; and where a node says from time to time that it lives, that it serves, and that it could not.
 */
async function countRows({ db }: Installed): Promise<Record<string, number>> {
  const tables = await db.sql<{ name: string }[]>`
    select tablename as name from pg_tables
     where schemaname = 'public'
       and tablename not in ('rehearsals', 'job_runners', 'sale_watch', 'sale_outages') order by 1`
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await db.sql<{ count: number }[]>`select count(*) as count from ${db.sql(name)}`
    counts[name] = row?.count ?? -1
  }
  return counts
}

const broken = async ({ db }: Installed) =>
  (await findBrokenInvariants(db.sql, invariants)).map(({ name, examples }) => [name, examples])

describe('a rehearsal', () => {
  let foyer: Installed
  before(async () => {
    foyer = await anInstallation({ sandbox: true })
    // A real event beside it, which must stay as it is.
    const eventId = await given(foyer.db).anEvent(await given(foyer.db).anOrganiser())
    await until(async () => {
      const logs = await foyer.db.sql`select from sale_logs where event_id = ${eventId} and size > 0`
      return logs.length > 0
    })
  })
  after(() => foyer[Symbol.asyncDispose]())

  test('sells a house to a crowd over HTTP, with a draw and the sandbox, and leaves nothing behind', async () => {
    const rows = await countRows(foyer)
    const asked = async () => {
      const sums = await foyer.db.sql<{ count: number }[]>`select count(*) as count from ledger_entries`
      return sums[0]?.count ?? 0
    }
    let ledger = 0
    const services = await foyer.services()
    const judged = {
      ...services,
      async findBroken() {
        ledger = Math.max(ledger, await asked())
        return services.findBroken()
      },
    }
    const report = await rehearse(aWish(foyer.url), judged)
    assert.deepEqual(report.verdict.wrongs, [])
    assert.deepEqual(report.verdict.invariantsBroken, [])
    assert.deepEqual(report.removed.brokenAfterwards, [])
    assert.equal(report.verdict.draw, 'good')
    assert.deepEqual(report.failures, [])
    assert.equal(report.figures.arrived, 300)
    assert.equal(report.figures.entered, 300)
    // Some hold and leave, and what they hold comes back after the end.
    assert.ok(report.figures.placesSold >= 30 && report.figures.placesSold <= 60, String(report.figures.placesSold))
    assert.equal(report.verdict.placesSoldByBuyers, report.figures.placesSold)
    assert.equal(report.verdict.placesSoldByInstallation, report.figures.placesSold)
    assert.ok(report.figures.cheatsRefused > 0)
    assert.ok(report.figures.reloads > 0)
    assert.ok(report.figures.readsThrough < report.figures.reads / 5)
    assert.ok(ledger > 0, 'orders were paid')
    assert.deepEqual(await countRows(foyer), rows)
    assert.deepEqual(await broken(foyer), [])
    assert.match(renderReport(report), /Nothing was sold twice, and everything that must hold did\./)
  })

  test('that is killed in the middle is found and removed, by the command and by the timed job', async () => {
    const rows = await countRows(foyer)
    const dir = mkdtempSync(join(tmpdir(), 'foyer-rehearsal-'))
    const run = (...args: string[]) =>
      spawn(process.execPath, [MAIN, 'rehearse', ...args], {
        env: {
          PATH: process.env['PATH'],
          NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
          DATABASE_URL: foyer.db.url,
          DATA_DIR: dir,
          SECRET_KEY: SECRET.toString('base64'),
          LOG_LEVEL: 'silent',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
    const wish = ['--url', foyer.url, '--buyers', '200', '--places', '50', '--minutes', '2']
    const child = run(...wish, '--report', join(dir, 'report.html'))
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stdout.resume()
    try {
      await until(async () => {
        assert.equal(child.exitCode, null, said)
        const [row] = await foyer.db.sql<{ count: number }[]>`select count(*) as count from queue_entries`
        return (row?.count ?? 0) > 3
      })
      const another = run('--clean')
      let refused = ''
      another.stderr.on('data', (chunk: Buffer) => (refused += chunk.toString()))
      another.stdout.resume()
      const [status] = await once(another, 'exit')
      assert.equal(status, 1)
      assert.match(refused, /Another rehearsal goes on/)
    } finally {
      child.kill('SIGKILL')
    }
    await once(child, 'exit')
    assert.notDeepEqual(await countRows(foyer), rows)
    // Whatever it had just sent is still being worked on.
    await until(async () =>
      (await foyer.app.inject('/metrics')).body.includes('foyer_node{name="requests_under_way"} 1'),
    )

    const task = tidyRehearsalsTask(foyer.db, rehearsalNeighbours(keysFrom(SECRET)))
    await until(async () => {
      await task.run(undefined, silentLog())
      const [row] = await foyer.db.sql<{ left: number }[]>`
        select count(*) as left from rehearsals where removed_at is null`
      return row?.left === 0
    })
    assert.deepEqual(await countRows(foyer), rows)
    assert.deepEqual(await broken(foyer), [])

    // What comes late, as a webhook of a payment that was never made, is removed with the next round.
    const [late] = await foyer.db.sql<{ eventId: string }[]>`
      select event_id as "eventId" from rehearsals order by begun_at desc limit 1`
    await foyer.db.sql`
      insert into webhook_inbox (provider, provider_event_id, kind, about, event_id, body, worked_at)
      values ('stripe', 'evt_late', 'checkout.session.expired', 'payment', ${late?.eventId ?? null}, '{}', now())`
    const clean = run('--clean')
    let cleaned = ''
    clean.stdout.on('data', (chunk: Buffer) => (cleaned += chunk.toString()))
    clean.stderr.resume()
    assert.deepEqual(await once(clean, 'exit'), [0, null])
    assert.match(cleaned, /0 rehearsals removed, 1 rows/)
    assert.deepEqual(await countRows(foyer), rows)
    rmSync(dir, { recursive: true, force: true })
  })

  test('is alone: meanwhile nobody else rehearses, and the timed job leaves what is there', async () => {
    const services = await foyer.services()
    const task = tidyRehearsalsTask(foyer.db, rehearsalNeighbours(keysFrom(SECRET)))
    const left = async () => {
      const rows = await foyer.db.sql`select from rehearsals where removed_at is null`
      return rows.count
    }
    let meanwhile = 0
    const goesOn: typeof services = {
      ...services,
      async findSalesAbout() {
        await beginSpace(foyer.db.sql, 1)
        await task.run(undefined, silentLog())
        meanwhile = await left()
        await assert.rejects(rehearse(aWish(foyer.url), services), /Another rehearsal goes on/)
        return []
      },
    }
    await assert.rejects(rehearse(aWish(NOBODY_LISTENS), goesOn), /Nobody answers/)
    assert.equal(meanwhile, 1)
    await task.run(undefined, silentLog())
    assert.equal(await left(), 0, 'when it is over, the job removes what was left')
  })

  test('is refused against an installation with another database, and while a real sale is about', async () => {
    await using other = await anInstallation({ sandbox: false })
    const rows = await countRows(foyer)
    await assert.rejects(
      rehearse(aWish(other.url), await foyer.services()),
      /does not read the database of this command/,
    )
    await assert.rejects(rehearse(aWish('https://example.org'), await foyer.services()), /its own installation alone/)
    await assert.rejects(rehearse(aWish(NOBODY_LISTENS), await foyer.services()), /Nobody answers/)
    assert.deepEqual(await countRows(foyer), rows)
    const catalog = given(other.db)
    const eventId = await catalog.anEvent(await catalog.anOrganiser(), { onSaleAt: new Date(Date.now() + 1_800_000) })
    await assert.rejects(
      rehearse(aWish(other.url), await other.services()),
      new RegExp(`real sale goes on.*${eventId}`),
    )
  })

  test('shows in no list, and a real event never becomes one', async () => {
    await using real = await anInstallation({ sandbox: false })
    const catalog = given(real.db)
    const eventId = await catalog.anEvent(await catalog.anOrganiser())
    const neighbours = rehearsalNeighbours(keysFrom(SECRET))
    const space = await beginSpace(real.db.sql, 2)
    await fillSpace(real.db.sql, space, 2, neighbours, () => undefined)
    const hidden = (await openSale(real.db, space, aSale, neighbours)).eventId
    const get = async (path: string) => (await real.app.inject(path)).body
    assert.match(await get(`/v1/events/${hidden}`), /Rehearsal/)
    const lists = [
      '/v1/events?limit=100',
      '/v1/events?q=rehearsal',
      '/v1/shows',
      '/v1/venues',
      '/v1/venues?name=rehearsal',
      '/v1/suggestions?q=reh',
      '/v1/showtimes',
      '/v1/sitemap/events',
      '/v1/sitemap/shows',
      '/v1/sitemap/venues',
      '/discovery/v2/events.json?keyword=rehearsal',
      '/discovery/v2/venues.json',
      '/discovery/v2/suggest.json?keyword=rehearsal',
      '/discovery/v2/suggest.json?size=20',
      '/discovery/v2/classifications.json',
    ]
    for (const path of lists) {
      const body = await get(path)
      assert.doesNotMatch(body, new RegExp(`rehearsal_|${hidden}|"Rehearsal"`), path)
    }
    assert.match(await get('/v1/sitemap/events'), new RegExp(eventId))
    const [mark] = await real.db.sql<{ organiserId: string }[]>`
      select organiser_id as "organiserId" from events where event_id = ${hidden}`
    assert.doesNotMatch(await get(`/v1/organisers/${mark?.organiserId}/calendar.ics`), new RegExp(hidden))
    await assert.rejects(real.db.sql`update events set rehearsal_id = null where event_id = ${hidden}`, /never changes/)
    await assert.rejects(
      real.db.sql`update events set rehearsal_id = ${space.rehearsalId} where event_id = ${eventId}`,
      /never changes/,
    )
    assert.deepEqual(await broken(real), [])
    const remove = () => whileAlone(real.db, () => removeAll(real.db, neighbours))
    await real.db.sql`update rehearsals set event_id = ${eventId}`
    await assert.rejects(remove(), /not made for rehearsal/, 'nothing of a real event is ever removed')
    assert.equal((await real.db.sql`select from event_heads where event_id = ${eventId}`).count, 1)
    await real.db.sql`update rehearsals set event_id = ${hidden}`
    assert.ok(await remove())
  })

  test('sells for nothing where the installation takes real money, and never asks the provider', async () => {
    await using real = await anInstallation({ sandbox: false })
    const neighbours = rehearsalNeighbours(keysFrom(SECRET))
    const space = await beginSpace(real.db.sql, 1)
    const mark = await provenInstallation(real.url, space)
    assert.equal(mark.payments, 'provider')
    await fillSpace(real.db.sql, space, 1, neighbours, () => undefined)
    const { eventId } = await openSale(real.db, space, { ...aSale, price: 0, lobbyMs: 1, drawMs: 1 }, neighbours)
    // Without a queue in the way: this is about the money.
    await real.db.sql`update queue_heads set ended_at = now() where event_id = ${eventId}`
    await real.db.sql`select pg_notify('queue', ${eventId})`
    const tokens = createAccessTokens(keysFrom(SECRET), systemClock)
    const who = { accountId: personId(space.rehearsalId, 0), kind: 'individual', sessionId: newId() } as const
    const client = connect(real.url, await tokens.issue(who))
    const body = { bestAvailable: { quantity: 2 } }
    const hold = await insist(() => client.call(inventoryRoutes.hold, { params: { eventId }, body, key: newId() }))
    const order = await client.call(orderRoutes.create, { body: { holdId: hold.holdId }, key: newId() })
    // NOBODY_LISTENS where the provider would be: an order that cost anything could not be here.
    assert.equal(order.state, 'confirmed')
    assert.equal(order.amount.minor, 0)
    assert.deepEqual(await broken(real), [])
    assert.ok(await whileAlone(real.db, () => removeAll(real.db, neighbours)))
    assert.deepEqual(await broken(real), [])
  })
})

async function insist<T>(send: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++)
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof Refused) || tries > 50) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not so within ${PATIENCE_MS} ms: ${String(holds)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
