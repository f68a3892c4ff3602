import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const CONFIG = fileURLToPath(new URL('../../../deploy/nginx/foyer.conf', import.meta.url))
const NGINX = '/usr/sbin/nginx'
const STARTED_WITHIN_MS = 20_000

export interface BenchNginx extends AsyncDisposable {
  /** Foyer behind it, by TLS. */
  readonly port: number
  /** The same server and certificate, with what `file` holds as a static file at `/static`. */
  readonly staticPort: number
  readonly pid: number
  readonly version: string
  /** What was written in place of what in the configuration. */
  readonly changed: readonly string[]
}

/**
 * nginx with `deploy/nginx/foyer.conf` in front of a port, one worker, so that it has one core at most. What is changed:
 * ports, folders, the certificate; and, with `oneAddress`, the limits by network, since a generator that has a single address
 * would be one network. @throws with what to do, where nginx or openssl is not installed.
 */
export async function startBenchNginx(options: {
  readonly upstreamPort: number
  readonly file: Buffer
  readonly oneAddress: boolean
}): Promise<BenchNginx> {
  const version = versionOf(NGINX, '-v', 'nginx')
  versionOf('openssl', 'version', 'openssl')
  const folder = mkdtempSync(join(tmpdir(), 'foyer-bench-nginx-'))
  const [port, staticPort, plain] = await freePorts()
  makeCertificate(folder)
  const { text, changed } = adapted(folder, { port, plain, ...options })
  writeFileSync(join(folder, 'foyer.conf'), text)
  mkdirSync(join(folder, 'files'))
  writeFileSync(join(folder, 'files', 'static'), options.file)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; worker_processes 1; worker_rlimit_nofile 8192;
events { worker_connections 4096; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; ${temporary.join(' ')}
  include ${folder}/foyer.conf;
  server {
    listen 127.0.0.1:${staticPort} ssl http2;
    ssl_certificate ${folder}/fullchain.pem; ssl_certificate_key ${folder}/privkey.pem; ssl_protocols TLSv1.2 TLSv1.3;
    default_type application/json; root ${folder}/files; open_file_cache max=10;
  }
}`,
  )
  const nginx = spawn(NGINX, ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], { stdio: 'ignore' })
  const stop = async () => {
    if (nginx.exitCode === null) {
      nginx.kill('SIGTERM')
      await once(nginx, 'exit')
    }
    rmSync(folder, { recursive: true, force: true })
  }
  const deadline = performance.now() + STARTED_WITHIN_MS
  while (spawnSync('openssl', ['s_client', '-connect', `127.0.0.1:${port}`], { input: '' }).status !== 0) {
    if (nginx.exitCode !== null || performance.now() > deadline) {
      const said = readFileSync(join(folder, 'error.log'), 'utf8')
      await stop()
      throw new Error(`nginx did not start: ${said}`)
    }
    await sleep(50)
  }
  return { port, staticPort, pid: nginx.pid ?? 0, version, changed, [Symbol.asyncDispose]: stop }
}

function adapted(
  folder: string,
  { port, plain, upstreamPort, oneAddress }: { port: number; plain: number; upstreamPort: number; oneAddress: boolean },
): { text: string; changed: string[] } {
  const replacements: [string, string][] = [
    ['/etc/letsencrypt/live/tickets.example.org', folder],
    ['/var/cache/nginx/foyer', join(folder, 'cache')],
    ['listen 80;', `listen 127.0.0.1:${plain};`],
    ['listen 443', `listen 127.0.0.1:${port}`],
    ['127.0.0.1:3000', `127.0.0.1:${upstreamPort}`],
    ...(oneAddress
      ? ([
          ['rate=2000r/s', 'rate=1000000r/s'],
          ['burst=4000', 'burst=100000'],
        ] as [string, string][])
      : []),
  ]
  let text = readFileSync(CONFIG, 'utf8')
  for (const [from, to] of replacements) {
    if (!text.includes(from)) throw new Error(`deploy/nginx/foyer.conf has no "${from}" any more`)
    text = text.replaceAll(from, to)
  }
  return { text, changed: ['ports', 'folders', 'certificate', ...(oneAddress ? ['limits by network'] : [])] }
}

function versionOf(program: string, flag: string, name: string): string {
  const asked = spawnSync(program, [flag], { encoding: 'utf8' })
  if (asked.status !== 0)
    throw new Error(`${name} is not installed; on Debian: apt-get install nginx-light openssl wrk`)
  return `${asked.stdout}${asked.stderr}`.trim()
}

function makeCertificate(folder: string): void {
  const kind = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -days 2'
  const files = ['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')]
  const made = spawnSync('openssl', [...kind.split(' '), ...files])
  if (made.status !== 0) throw new Error(`no certificate could be made: ${String(made.stderr)}`)
}

async function freePorts(): Promise<[number, number, number]> {
  const servers = await Promise.all(
    [0, 1, 2].map(async () => {
      const server = createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
      return server
    }),
  )
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports as [number, number, number]
}
