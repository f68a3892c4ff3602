// Runs every test: one throwaway PostgreSQL for all files, then Node's own runner over whatever is named *.test.ts.
// `npm test -- <part of a path> …` runs those files alone.
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'
import { startThrowawayPostgres } from '../server/src/platform/postgres/index.ts'
import { bringProgram, type SystemProgram } from './system-programs.ts'

/** One more than the two processors that are asked for: some wait for a second to pass while others work. */
const FILES_AT_ONCE = 3
/** Against one that never ends; on a machine with much else to do the longest take minutes. */
const TEST_TIMEOUT_MS = 600_000
/** A test that timed out may leave its file running for ever: then nothing is waited for any more. */
const ALL_TIMEOUT_MS = 30 * 60_000
/**
 * What takes longest begins first, so that no processor is idle at the end while one file goes on; what drives a browser
 * beside what mostly waits.
 */
const LONG_FIRST = [
  'faults/src/kill',
  'web/e2e/queue',
  'faults/src/webhooks',
  'web/e2e/checkout',
  'faults/src/drain',
  'web/e2e/discover',
  'rehearsal.pg',
  'web/e2e/seats',
  'faults/src/cluster',
  'faults/src/rush-database',
  'web/e2e/organizer',
  'faults/',
  'web/e2e/',
]
/** Modules as they were compiled, types stripped: some hundred processes load the same few hundred. */
const COMPILED = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))

const wanted = process.argv.slice(2)
const turnOf = (file: string): number => {
  const turn = LONG_FIRST.findIndex((part) => file.includes(part))
  return turn < 0 ? LONG_FIRST.length : turn
}
const files = globSync('{contract,server,web,sandbox,bench,faults,tools}/**/*.test.ts', {
  exclude: (path) => path.includes('node_modules'),
})
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort((a, b) => turnOf(a) - turnOf(b) || (a < b ? -1 : 1))
if (files.length === 0) {
  console.error(`No test file has ${wanted.join(' or ')} in its path.`)
  process.exit(2)
}

// Before all tests, which would otherwise wait for each other at the lock of the package manager.
const PROGRAMS_OF: readonly (readonly [RegExp, SystemProgram])[] = [
  [/^web\/e2e\//, 'chromium'],
  [/nginx/, 'nginx'],
  [/redis/, 'redis'],
]
for (const [path, name] of PROGRAMS_OF) {
  if (!files.some((file) => path.test(file))) continue
  const program = bringProgram(name)
  if ('missing' in program) console.error(`Tests will be skipped: ${program.missing}`)
}

process.env['NODE_COMPILE_CACHE'] ??= COMPILED
// Written when a process ends by itself, which those that are killed in tests do not.
spawnSync(process.execPath, ['server/src/main.ts', '--help'], { stdio: 'ignore' })

const postgres = await startThrowawayPostgres()
process.env['FOYER_TEST_POSTGRES'] = postgres.url
process.env['FORCE_COLOR'] = '0'
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
const tooLong = setTimeout(() => {
  console.error(`Not done after ${ALL_TIMEOUT_MS / 60_000} minutes: the files that still run are ended.`)
  stopping.abort()
}, ALL_TIMEOUT_MS)
const results = run({ files, concurrency: FILES_AT_ONCE, timeout: TEST_TIMEOUT_MS, signal: stopping.signal })
let failed = 0
results.on('test:fail', ({ todo }) => void (todo === undefined && failed++))
await pipeline(results, new spec(), process.stdout, { end: false })
clearTimeout(tooLong)
await postgres.stop()
process.exitCode = failed > 0 || stopping.signal.aborted ? 1 : 0
