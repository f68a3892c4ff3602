// Everything a change must pass: types, lint, format, unused code, tests. Stops at the first that fails.
import { spawnSync } from 'node:child_process'

const steps = [
  ['types', 'tsc', '--noEmit'],
  ['types of the pages', 'tsc', '--noEmit', '-p', 'web'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['unused', 'knip'],
  ['tests', process.execPath, 'tools/test.ts'],
] as const

for (const [name, command, ...args] of steps) {
  const started = performance.now()
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
  if (status !== 0) process.exit(status ?? 1)
}
