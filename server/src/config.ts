import { fileURLToPath } from 'node:url'
import { DELAY_MAX } from '@foyer/contract/draw-announcement'
import { address, integer, list, oneOf, optional, setting, text, type Settings } from './platform/settings.ts'

const DEFAULT_DATA_DIR = fileURLToPath(new URL('../../.foyer', import.meta.url))
const httpAddress = address('http', 'https')
const tileAddress = address('https', 'http')

/** Every setting of Foyer, explained where it is declared. Nothing else reads the environment. */
export const settings = {
  port: setting(integer({ min: 1, max: 65_535 }), 3000, 'Port of the web server.'),
  host: setting(text, '127.0.0.1', 'Address that the web server listens on; 0.0.0.0 for every network.'),
  processes: setting(
    integer({ min: 1, max: 64 }),
    1,
    'Processes that answer requests, on one port. With more than one, the first starts and minds them, and answers none itself.',
  ),
  tlsCert: setting(
    optional(text),
    undefined,
    'File with the certificate and its chain in PEM, for HTTPS without a proxy in front; together with TLS_KEY.',
  ),
  tlsKey: setting(optional(text), undefined, 'File with the private key of TLS_CERT in PEM.'),
  publicUrl: setting(
    optional(httpAddress),
    undefined,
    'Address under which people reach Foyer; http://localhost:PORT unless set.',
  ),
  dataDir: setting(text, DEFAULT_DATA_DIR, 'Folder that holds the embedded database and the installation secret.'),
  databaseUrl: setting(
    optional(address('postgres', 'postgresql')),
    undefined,
    'A PostgreSQL 15 or later to use; without it one is started from DATA_DIR.',
  ),
  searchEngineUrl: setting(
    optional(httpAddress),
    undefined,
    'An Elasticsearch or OpenSearch that answers searches beside the database, which feeds it; the database answers all without.',
  ),
  readDatabaseUrl: setting(
    optional(address('postgres', 'postgresql')),
    undefined,
    'A streaming replica of that PostgreSQL, for what anybody may read (search, lists, event pages), never for the sale; left by itself while it is more than 2 s behind.',
  ),
  redisUrl: setting(
    optional(address('redis', 'rediss')),
    undefined,
    'A Redis 7 or Valkey that several nodes share for what may be lost: counts of tries, hints from node to node; the database does that without, and while it does not answer.',
  ),
  databasePool: setting(integer({ min: 2, max: 200 }), 10, 'Connections at most for everything but the lanes.'),
  lanePool: setting(
    integer({ min: 1, max: 50 }),
    3,
    'Connections at most for the lanes: events that are sold at one moment.',
  ),
  secretKey: setting(
    optional(text),
    undefined,
    'The installation secret, 32 bytes or more in base64; without it DATA_DIR/secret.key is made and used. All nodes need the same.',
  ),
  logLevel: setting(
    oneOf('trace', 'debug', 'info', 'warn', 'error', 'silent'),
    'info',
    'How much is written to the log.',
  ),
  trustedProxies: setting(
    list,
    [] as readonly string[],
    'Addresses of proxies in front whose X-Forwarded-For is believed, with commas between.',
  ),
  networkRate: setting(
    integer({ min: 0, max: 1_000_000 }),
    500,
    'Reads a second that one network (an IPv4 address, an IPv6 /64) may make for long, ten times as many at once; two fifths of it holds, a fifth other writes. 0: no limit by network, as for load tests from one other machine; this machine itself is never limited so.',
  ),
  loopLateMs: setting(
    integer({ min: 50, max: 600_000 }),
    250,
    'How late the event loop of a node may be, in ms, before it has more to do than it can and gives up what is missed least.',
  ),
  stripeSecretKey: setting(
    optional(text),
    undefined,
    'Secret key of the Stripe account; without it `start` runs the payment sandbox, where no money moves.',
  ),
  stripeWebhookSecrets: setting(
    list,
    [] as readonly string[],
    'Signing secrets of the Stripe webhook, with commas between while one replaces another.',
  ),
  stripeUrl: setting(
    optional(httpAddress),
    undefined,
    "Address of the payment provider's API; Stripe's own unless set.",
  ),
  smtpUrl: setting(
    optional(address('smtp', 'smtps')),
    undefined,
    'Mail server that mail is handed to, e.g. smtps://user:password@mail.example; without it `start` keeps mail in a sandbox when the sandbox takes the payments, and no mail is sent otherwise. For `api` as for `worker`: the shop offers codes by mail only where it is set.',
  ),
  mailFrom: setting(
    optional(text),
    undefined,
    'Who mail is from, e.g. Foyer <tickets@example.org>; tickets@ the host of PUBLIC_URL unless set.',
  ),
  mailboxUrl: setting(
    optional(httpAddress),
    undefined,
    'Where mail is read that a sandbox keeps, as `foyer sandbox` prints it; the shop then says so to whoever waits for mail. `start` knows it of its own.',
  ),
  sandboxPort: setting(integer({ min: 0, max: 65_535 }), 0, 'Port of the payment sandbox; 0 takes any free one.'),
  demo: setting(
    oneOf('on', 'off'),
    'on',
    'Whether `start` adds the demo catalogue and its two accounts when the sandbox takes the payments.',
  ),
  widgetOrigins: setting(
    list,
    [] as readonly string[],
    'Origins whose pages may show the widget, e.g. https://club.example, with commas between; all unless set.',
  ),
  mapTiles: setting(
    optional(tileAddress),
    undefined,
    'Address of map tiles with {z}, {x} and {y}, e.g. https://tile.openstreetmap.org/{z}/{x}/{y}.png; outlines of countries are drawn unless set.',
  ),
  beaconRelays: setting(
    list,
    [] as readonly string[],
    'Addresses of drand relays, with commas between, e.g. https://api.drand.sh,https://drand.cloudflare.com: draws are then decided by its public beacon. Without one by a committed seed.',
  ),
  drawDelay: setting(
    integer({ min: 2 ** 16, max: DELAY_MAX }),
    2 ** 24,
    'Digests one after another between a committed seed and the order of a draw, which the draw announces: 16777216 are about ten seconds. With fewer, who runs Foyer could look sooner what would come out, and try again.',
  ),
  towns: setting(
    oneOf('on', 'off'),
    'on',
    'Whether the towns of the world are loaded in the background on the first start, so that places are found by name.',
  ),
  streamsMax: setting(
    integer({ min: 100, max: 500_000 }),
    25_000,
    'Streams of live changes that one process keeps open at most; fewer where the system allows fewer open files.',
  ),
  streamsPerNetwork: setting(
    integer({ min: 1, max: 500_000 }),
    1_000,
    'Of those, how many callers of one network who are not signed in may have.',
  ),
  holdSeconds: setting(integer({ min: 60, max: 1_800 }), 600, 'How long chosen places stay held.'),
} as const

export type Config = Settings<typeof settings>
