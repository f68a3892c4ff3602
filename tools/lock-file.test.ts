import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Readonly<Record<string, Locked>>
}

/** Whether a package that is asked for at a path is found there, or on the way up, as Node would look for it. */
function isLocked(at: string, name: string): boolean {
  if (Object.hasOwn(lock.packages, `${at === '' ? '' : `${at}/`}node_modules/${name}`)) return true
  return at !== '' && isLocked(at.replace(/(?:^|\/)(?:node_modules\/)?(?:@[^/]+\/)?[^/]+$/, ''), name)
}

// npm leaves out what its registry did not have for other platforms, says nothing, and `npm ci` then refuses to install.
test('the lock file holds whatever a package in it may ask for, for every platform', () => {
  const missing = Object.entries(lock.packages).flatMap(([at, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !isLocked(at, name))
      .map((name) => `${at} asks for ${name}`),
  )
  assert.deepEqual(missing, [])
})
