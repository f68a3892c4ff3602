// Programs of the system that some tests and measurements meet for real. Where there is none, apt brings it.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'

/** Where each is laid by Debian and others, and what brings it. */
const PROGRAMS = {
  chromium: {
    places: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
    packages: ['chromium', 'fonts-noto-cjk'],
  },
  nginx: { places: ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'], packages: ['nginx'] },
  redis: {
    places: ['/usr/bin/redis-server', '/usr/bin/valkey-server', '/usr/local/bin/redis-server'],
    packages: ['redis-server'],
  },
} as const

export type SystemProgram = keyof typeof PROGRAMS

const INSTALL_MS = 300_000
/** Another apt may be at work: the tests of two checkouts, or the system's own updates. */
const WAIT_FOR_APT = 'DPkg::Lock::Timeout=240'
/** Asked by packages of services before they start them: with status 101 they do not. */
const POLICY = '/usr/sbin/policy-rc.d'

/**
 * A program of the system, installed by apt where there is none and that can be done (Debian or Ubuntu, as root). Called
 * before tests run at once, so that they do not wait for one another at apt's lock.
 * @returns its path, or a sentence that says why there is none
 */
export function bringProgram(name: SystemProgram): { readonly path: string } | { readonly missing: string } {
  const { places, packages } = PROGRAMS[name]
  const present = places.find((path) => existsSync(path))
  if (present !== undefined) return { path: present }
  const command = `apt-get install ${packages.join(' ')}`
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return { missing: `there is no ${name}; only root can install it by itself, with apt-get (${command})` }
  const refused = install(packages)
  const brought = places.find((path) => existsSync(path))
  return brought === undefined
    ? { missing: `there is no ${name}, and "${command}" failed: ${refused}` }
    : { path: brought }
}

/** @returns the last line of what apt complained about */
function install(packages: readonly string[]): string {
  const quiet = !existsSync(POLICY)
  if (quiet) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    apt('update')
    return apt('install', ...packages)
  } finally {
    if (quiet) rmSync(POLICY, { force: true })
  }
}

function apt(...args: readonly string[]): string {
  const { stderr } = spawnSync('apt-get', ['-q', '-y', '-o', WAIT_FOR_APT, '--no-install-recommends', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: INSTALL_MS,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  return stderr.trim().split('\n').at(-1) ?? ''
}
