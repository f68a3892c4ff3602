import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Violation {
  readonly id: string
  readonly help: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** Asks axe about the page as it is; WCAG 2.2 AA and its best practices hold without exception. */
export async function assertAccessible(page: Page, name = page.url()): Promise<void> {
  // The browser's debugger runs it, so the policy of the page stays as it is.
  const violations = (await page.evaluate(
    `${AXE};axe.run(document,{runOnly:${JSON.stringify(RULES)}}).then(found=>found.violations)`,
  )) as Violation[]
  const told = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n  ${node.html.slice(0, 200)}\n  ${node.failureSummary ?? ''}`),
  )
  assert.deepEqual(told, [], name)
}
