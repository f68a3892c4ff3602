import { openApiDocument } from '@foyer/contract/openapi'
import { routes } from '@foyer/contract/routes'
import type { FastifyInstance } from 'fastify'
import {
  accountCrontab,
  bucketsInDatabase,
  registerAccountRoutes,
  startAccounts,
  tidyAccountsTask,
  type Accounts,
} from './accounts/index.ts'
import {
  CATALOG_CHANNEL,
  catalogCrontab,
  earlyAdmission,
  keepSaleFacts,
  keepTowns,
  organiserDuty,
  startCatalog,
  weighSuggestionsTask,
  type Catalog,
  type SearchFeed,
} from './catalog/index.ts'
import { clientLimitKind, clientLimits } from './composition/client-limits.ts'
import { catalogNeighbours } from './composition/catalog-neighbours.ts'
import { besideSearch, feedGauges } from './composition/search-engine.ts'
import { takesNoMoney } from './composition/payment-sandbox.ts'
import { publicPages } from './composition/public-pages.ts'
import { registerReturnPage } from './composition/return-page.ts'
import { mailFacts } from './composition/mail-facts.ts'
import { queueNeighbours } from './composition/queue-neighbours.ts'
import { inventoryFacts, placesForBuyers } from './composition/sale-facts.ts'
import { openShared } from './composition/shared.ts'
import { saleLogSource } from './composition/sale-log-source.ts'
import { ticketFacts } from './composition/ticket-facts.ts'
import { audienceOf, worthOf } from './composition/worth.ts'
import type { Config } from './config.ts'
import type { Installation } from './installation.ts'
import {
  forgetNetworks,
  inventoryCrontab,
  openInventory,
  registerInventoryRoutes,
  tidyInventoryTask,
  type Inventory,
} from './inventory/index.ts'
import {
  mailExport,
  mailPeople,
  notificationCrontab,
  notificationExport,
  notifyPeople,
  openPost,
  registerNotificationRoutes,
  sendMailTask,
  tidyNotificationsTask,
} from './notifications/index.ts'
import { makePaymentsLonger, openOrders, orderExport, type Orders } from './orders/index.ts'
import { openStripeGateway } from './payments/index.ts'
import { rehearsalNeighbours } from './composition/rehearsal-neighbours.ts'
import { partnerNeighbours } from './composition/partner-neighbours.ts'
import { registerPartnerRoutes } from './partners/index.ts'
import { openDatabase } from './platform/database.ts'
import { hearDatabaseClock, momentsOf } from './platform/database-clock.ts'
import { boundPipelines } from './platform/http/before-routes.ts'
import { registerDocs } from './platform/http/docs.ts'
import { limitClients } from './platform/http/client-limits.ts'
import { drain, partWith } from './platform/http/drain.ts'
import { boundEventStreams } from './platform/http/event-stream.ts'
import { registerHealth } from './platform/http/health.ts'
import { warnOfProxies } from './platform/http/warn-of-proxies.ts'
import { registerMetrics } from './platform/http/metrics.ts'
import { buildServer } from './platform/http/server.ts'
import { Ladder } from './platform/http/ladder.ts'
import { pollInsteadOfStreams } from './platform/http/polling-instead.ts'
import { Shedding, shedWhenLate } from './platform/http/shedding.ts'
import { openTls, type Tls } from './platform/http/tls.ts'
import { watchGivenUp } from './platform/given-up.ts'
import { startWorker } from './platform/jobs.ts'
import type { Log } from './platform/log.ts'
import { startOutbox } from './platform/outbox.ts'
import { openReader, type Reader } from './platform/read-replica.ts'
import { platformCrontab, tidyPlatformTask } from './platform/tidy.ts'
import {
  drandBeacon,
  makeSessionsLonger,
  queueCrontab,
  queueExport,
  startQueues,
  tidyQueuesTask,
  type Queues,
} from './queue/index.ts'
import { registerRehearsalRoutes, rehearsalCrontab, tidyRehearsalsTask } from './rehearsal/index.ts'
import { registerSaleLogRoutes, saleLogKeys, startSaleLogs } from './salelog/index.ts'
import {
  forgetDeletedHolders,
  issueTickets,
  openPdfRenderer,
  registerTicketRoutes,
  revokeTickets,
  ticketKeys,
  ticketsOfPerson,
  type TicketServices,
} from './tickets/index.ts'
import { VERSION } from './version.ts'
import { registerWeb } from './web/index.ts'

/** Where the payment provider is, and how it knows us. */
export interface PaymentSettings {
  readonly url: string | undefined
  readonly secretKey: string
  readonly webhookSecrets: readonly string[]
}

/** Where mail is handed over, and who it is from. */
export interface MailSettings {
  readonly smtpUrl: string
  readonly from: string
}

/**
 * The domains at work in one process, composed. Life: `openNode` opens what every serving role needs; `buildApi` adds the
 * web server, `startWork` the hands that work without being asked. All of it ends with the installation's lifecycle, in
 * the opposite order.
 */
export interface Node {
  readonly accounts: Accounts
  readonly catalog: Catalog
  readonly inventory: Inventory
  readonly orders: Orders
  /** What this process gives up when it has more to do than it can. */
  readonly ladder: Ladder
  /** `web`: folder of the built pages; without it the API is served alone. */
  buildApi(web?: string): Promise<FastifyInstance>
  /** `crontab`: what is done by the clock; without a word, all that an installation needs. */
  startWork(crontab?: readonly string[]): Promise<void>
}

const CRONTAB = [
  ...platformCrontab,
  ...accountCrontab,
  ...notificationCrontab,
  ...catalogCrontab,
  ...inventoryCrontab,
  ...queueCrontab,
  ...rehearsalCrontab,
]

export async function openNode(
  config: Config,
  installation: Installation,
  payments: PaymentSettings,
  publicUrl: string,
  mail?: MailSettings,
): Promise<Node> {
  const { db, databaseUrl, deriveKey, lifecycle, log } = installation
  const laneDb = openDatabase({ url: databaseUrl, poolMax: config.lanePool, applicationName: 'foyer lanes', log })
  lifecycle.onStop('lane connections', () => laneDb.close())

  // The inventory keeps it right, each second; everything that decides by the time goes by it.
  const databaseClock = await hearDatabaseClock(db.sql)
  const clock = momentsOf(databaseClock)
  const shared = await openShared(config.redisUrl, installation)
  const sendsMail = mail !== undefined || config.mailboxUrl !== undefined
  const accounts = await startAccounts({ db, deriveKey, clock, log, publicUrl, sendsMail, buckets: shared.buckets })
  lifecycle.onStop('accounts', () => accounts.stop())

  const saleFacts = await keepSaleFacts(db)
  lifecycle.onStop('sale facts', () => saleFacts.stop())
  const ladder = new Ladder(log)
  let isServing = false
  const inventory = openInventory({
    db,
    laneDb,
    hints: shared.hints,
    log,
    clock: databaseClock,
    loadEvent: inventoryFacts(saleFacts),
    admitEarly: earlyAdmission({
      db,
      deriveKey,
      shared: shared.buckets ?? bucketsInDatabase(db.sql, deriveKey, log),
    }),
    checkPass: (asked) => queues.checkPass(asked),
    networks: {
      placesAtMost: (eventId) => queues.networks.placesAtMost(eventId),
      digestOf: (eventId, address) => queues.networks.digestOf(eventId, address),
    },
    hasWaitingRoom: (eventId) => queues.waitingRoomOf(eventId) !== undefined,
    onRefused: (eventId, reason) => queues.noteRefusal(eventId, reason),
    holdTtlMs: config.holdSeconds * 1_000,
    serves: () => (!isServing || lifecycle.stopping ? 'no' : ladder.has('pause') ? 'too-busy' : 'yes'),
    makeUps: [makePaymentsLonger, makeSessionsLonger],
  })
  await inventory.start()
  lifecycle.onStop('inventory', () => inventory.stop())

  const queues: Queues = await startQueues({
    db,
    log,
    clock,
    deriveKey,
    neighbours: queueNeighbours(saleFacts, inventory),
    beacon: drandBeacon(config.beaconRelays, log),
    drawDelay: config.drawDelay,
    strain: () => ({
      asksRarely: ladder.has('rare-polling'),
      slows: ladder.has('slow-admission'),
      pauses: ladder.has('pause'),
      isCutOff: inventory.isCutOff(),
      rung: ladder.rung ?? null,
      standsForMs: ladder.standsFor(),
    }),
  })
  lifecycle.onStop('queues', () => queues.stop())

  const beside = besideSearch(config.searchEngineUrl, db, log)
  const reader = await readerOf(config, installation)
  const catalog = await startCatalog({
    db,
    reader,
    deriveKey,
    publicUrl,
    searchEngine: beside.engine,
    ...catalogNeighbours(db.sql, inventory, queues),
  })
  lifecycle.onStop('catalog', () => catalog.stop())
  let searchFeed: SearchFeed | undefined

  const gateway = openStripeGateway({
    secretKey: payments.secretKey,
    webhookSecrets: payments.webhookSecrets,
    clock,
    ...(payments.url === undefined ? {} : { url: payments.url }),
  })
  const tickets = { issueTickets, revokeTickets }
  const orders = await openOrders({
    db,
    hints: shared.hints,
    inventory,
    tickets,
    gateway,
    deriveKey,
    publicUrl,
    log,
    clock,
    placesPerCard: (eventId) => queues.placesPerCard(eventId),
    onRefused: (eventId, reason) => queues.noteRefusal(eventId, reason),
  })
  lifecycle.onStop('orders', () => orders.stop())

  const pdf = openPdfRenderer()
  lifecycle.onStop('documents', () => pdf.stop())
  const ticketServices: TicketServices = {
    db,
    clock,
    keys: ticketKeys(deriveKey),
    facts: ticketFacts(db.sql, saleFacts, orders),
    pdf,
  }

  return {
    accounts,
    catalog,
    inventory,
    orders,
    ladder,

    async buildApi(web) {
      const app = buildServer({
        log,
        authenticate: accounts.authenticate,
        trustedProxies: config.trustedProxies,
        ...(await tlsOf(config, log)),
      })
      boundEventStreams({ most: config.streamsMax, perNetwork: config.streamsPerNetwork })
      const shed = shedWhenLate(app, worthOf, new Shedding(Math.random, config.loopLateMs), (pressure) => {
        ladder.look(pressure)
        polling.look()
      })
      const polling = pollInsteadOfStreams(app, ladder, audienceOf)
      isServing = true
      const limited = limitClients(app, {
        kindOf: clientLimitKind,
        limits: clientLimits(config.networkRate),
        shared: shared.buckets,
      })
      warnOfProxies(app, log)
      partWith(app, () => lifecycle.stopping)
      registerHealth(app, db, () => lifecycle.stopping)
      const givenUp = watchGivenUp(db, log)
      lifecycle.onStop('watch of what was given up', () => givenUp.stop())
      registerMetrics(app, () => ({
        channels_unheard: db.unheard(),
        given_up_announcements: givenUp.last?.announcements ?? 0,
        given_up_jobs: givenUp.last?.jobs ?? 0,
        events_open: inventory.stats().events,
        holds_waiting: inventory.stats().waiting,
        ...refusalGauges(inventory),
        requests_under_way: shed.underWay,
        pressure: shed.pressure,
        sale_unserved_seconds: Math.round(inventory.behindMs() / 1_000),
        ladder: ladder.level,
        ladder_seconds: Math.round(ladder.standsFor() / 1_000),
        streams_turned_away: polling.turnedAway,
        room: shed.room,
        shed_extra: shed.shed.extra,
        shed_ordinary: shed.shed.ordinary,
        shed_vital: shed.shed.vital,
        ...feedGauges(searchFeed),
        ...shared.gauges(),
        ...(reader === undefined ? {} : { reader_used: reader.isUsed ? 1 : 0, reader_behind_ms: reader.behindMs }),
        limited: limited.refused,
        // Public reads that were answered from memory, before there is a request that could be measured.
        ready_answers: catalog.stats().readyAnswers,
      }))
      await registerDocs(app, openApiDocument(routes, VERSION))
      registerAccountRoutes(app, accounts, {
        exports: [orderExport, ticketsOfPerson, notificationExport, mailExport, queueExport],
        duties: [organiserDuty],
      })
      registerNotificationRoutes(app, db)
      catalog.registerRoutes(app)
      registerInventoryRoutes(app, {
        inventory,
        describePlaces: placesForBuyers(saleFacts),
        tellsSections: () => ladder.has('sections'),
      })
      queues.registerRoutes(app)
      orders.registerRoutes(app)
      registerPartnerRoutes(app, { db, deriveKey, clock, ...partnerNeighbours(inventory) })
      registerTicketRoutes(app, ticketServices)
      registerRehearsalRoutes(app, { db, payments: takesNoMoney(payments) ? 'sandbox' : 'provider' })
      registerSaleLogRoutes(app, {
        db,
        keys: saleLogKeys(deriveKey),
        findOrderFor: (buyer, orderId) => orders.findOrderFor(buyer, orderId),
      })
      if (web === undefined) {
        registerReturnPage(app)
        app.get('/', async (_request, reply) => reply.redirect('/docs/'))
      } else {
        if (!sendsMail)
          log.warn('neither SMTP_URL nor MAILBOX_URL is set: the shop offers no codes by mail, only passwords')
        const changes = CATALOG_CHANNEL
        const pages = await registerWeb(app, {
          build: web,
          db,
          changes,
          publicUrl,
          mapTiles: config.mapTiles,
          mailbox: config.mailboxUrl,
          sendsMail,
          widgetOrigins: config.widgetOrigins,
          publicPages: publicPages(db.sql),
        })
        lifecycle.onStop('pages', () => pages.stop())
      }
      boundPipelines(app)
      return app
    },

    async startWork(crontab = CRONTAB) {
      const tasks = [
        tidyPlatformTask(db),
        tidyAccountsTask(db),
        tidyNotificationsTask(db),
        tidyQueuesTask(db, forgetNetworks),
        tidyInventoryTask(db),
        tidyRehearsalsTask(db, rehearsalNeighbours(deriveKey)),
        weighSuggestionsTask(db),
      ]
      const subscribers = [notifyPeople, forgetDeletedHolders]
      if (mail === undefined) log.warn('SMTP_URL is not set: no mail is sent')
      else {
        const post = openPost(mail.smtpUrl, mail.from)
        lifecycle.onStop('mail', () => post.stop())
        tasks.push(
          sendMailTask({ db, clock, post, publicUrl, facts: mailFacts(db.sql, accounts, orders, ticketServices) }),
        )
        subscribers.push(mailPeople)
      }
      const worker = await startWorker({ db, tasks, crontab, log })
      lifecycle.onStop('jobs', () => worker.stop())
      if (config.towns === 'on') {
        const towns = keepTowns(db, log)
        lifecycle.onStop('towns', () => towns.stop())
        searchFeed = await beside.startFeed()
        lifecycle.onStop('search feed', () => searchFeed?.stop())
      }
      const outbox = await startOutbox(db, subscribers, log)
      lifecycle.onStop('outbox', () => outbox.stop())
      const sweeper = inventory.startSweeper()
      lifecycle.onStop('sweeper', () => sweeper.stop())
      const saleLogs = await startSaleLogs({
        db,
        keys: saleLogKeys(deriveKey),
        source: saleLogSource(db, shared.hints),
        log,
      })
      lifecycle.onStop('sale logs', () => saleLogs.stop())
      const queueClockwork = queues.startClockwork()
      lifecycle.onStop('queue clockwork', () => queueClockwork.stop())
      const clockwork = orders.startClockwork()
      lifecycle.onStop('clockwork', () => clockwork.stop())
    },
  }
}

/** Holds refused since the start by reason, as `holds_refused_places_taken`. */
const refusalGauges = (inventory: Inventory): Record<string, number> =>
  Object.fromEntries(
    Object.entries(inventory.stats().refusals).map(([reason, count]) => [
      `holds_refused_${reason.replaceAll('-', '_')}`,
      count,
    ]),
  )

/** A replica for what anybody may read, where one is set. */
async function readerOf(config: Config, { db, lifecycle, log }: Installation): Promise<Reader | undefined> {
  const { readDatabaseUrl: url, databasePool: poolMax } = config
  if (url === undefined) return undefined
  const reader = await openReader({ primary: db, url, poolMax, log })
  lifecycle.onStop('reader', () => reader.stop())
  return reader
}

/** HTTPS, where a certificate is set. */
async function tlsOf({ tlsCert, tlsKey }: Config, log: Log): Promise<{ tls?: Tls }> {
  if (tlsCert === undefined && tlsKey === undefined) return {}
  if (tlsCert === undefined || tlsKey === undefined)
    throw new Error('TLS_CERT and TLS_KEY go together: one of them is not set.')
  return { tls: await openTls(tlsCert, tlsKey, log) }
}

/** Listens, and says how it is stopped: streams are sent elsewhere, requests in hand are answered, then it is closed. */
export async function listen(
  app: FastifyInstance,
  config: Config,
  installation: Installation,
  options: { readonly reusePort?: boolean } = {},
): Promise<void> {
  await app.listen({ port: config.port, host: config.host, ...options }).catch((error: unknown) => {
    throw new Error(`Port ${config.port} of ${config.host} cannot be had; choose another with PORT.`, { cause: error })
  })
  installation.lifecycle.onStop('web server', () => drain(app))
}
