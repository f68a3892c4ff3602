// npm run settings: writes the table of settings into docs/operating.md from where they are declared.
import { readFile, writeFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { settings } from '../server/src/config.ts'
import { environmentName } from '../server/src/platform/settings.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const PAGE = `${ROOT}docs/operating.md`
const BEGIN = '<!-- settings: npm run settings writes what follows -->'
const END = '<!-- end of settings -->'

/** The page with the table as the settings are declared now. @throws Error when the page has no place for it. */
export function withSettingsTable(page: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`docs/operating.md must hold "${BEGIN}" and "${END}"`)
  return `${page.slice(0, begin + BEGIN.length)}\n\n${settingsTable()}\n\n${page.slice(end)}`
}

/** In the form that prettier leaves as it is: every cell as wide as the widest of its column. */
function settingsTable(): string {
  const rows = Object.entries(settings).map(([name, one]) => [
    `\`${environmentName(name)}\``,
    shown(one.otherwise),
    one.says.replaceAll('|', String.raw`\|`),
  ])
  const table = [['Setting', 'Unless set', 'What it is'], [], ...rows]
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  return table
    .map((row) => widths.map((width, column) => row[column]?.padEnd(width) ?? '-'.repeat(width)).join(' | '))
    .map((line) => `| ${line} |`)
    .join('\n')
}

function shown(value: string | number | readonly string[] | undefined): string {
  const text = String(value ?? '')
  if (text === '') return ''
  return `\`${text.startsWith(ROOT) ? relative(ROOT, text) : text}\``
}

if (import.meta.main) await writeFile(PAGE, withSettingsTable(await readFile(PAGE, 'utf8')))
