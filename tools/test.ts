// Runs every test: one throwaway PostgreSQL for all files, then Node's own runner over whatever is named *.test.ts.
// `npm test -- <part of a path> …` runs those files alone; `--watch` is passed on.
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { startThrowawayPostgres } from '../server/src/platform/postgres/index.ts'
import { bringProgram, type SystemProgram } from './system-programs.ts'

const FILES_AT_ONCE = 2
const TEST_TIMEOUT_MS = 300_000

const wanted = process.argv.slice(2)
const files = globSync('{contract,server,web,sandbox,bench,faults,tools}/**/*.test.ts', {
  exclude: (path) => path.includes('node_modules'),
})
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort()
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

const postgres = await startThrowawayPostgres()
const runner = spawn(
  process.execPath,
  ['--test', `--test-concurrency=${FILES_AT_ONCE}`, `--test-timeout=${TEST_TIMEOUT_MS}`, ...files],
  { stdio: 'inherit', env: { ...process.env, FOYER_TEST_POSTGRES: postgres.url, FORCE_COLOR: '0' } },
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => runner.kill(signal))
const status = await new Promise<number>((resolve) => runner.once('close', (code) => resolve(code ?? 1)))
await postgres.stop()
process.exitCode = status
