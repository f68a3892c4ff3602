// npm run lighthouse: asks Lighthouse (mobile preset) about the pages of a Foyer of its own, three times each, and prints
// the middle scores. Exit status 1 when one is below 95. --url <address> asks about another; --save keeps the scores.
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import lighthouse from 'lighthouse'
import { openChromium } from '../web/e2e/harness/chromium.ts'
import { startFoyer } from '../web/e2e/harness/foyer.ts'

const ENOUGH = 95
const RUNS = 3
const DEBUGGING_PORT = 9_333
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const
const RESULTS = new URL('../bench/results/lighthouse.json', import.meta.url)

type Scores = Readonly<Record<(typeof CATEGORIES)[number], number>>

const { values } = parseArgs({
  options: { url: { type: 'string' }, save: { type: 'boolean', default: false }, runs: { type: 'string' } },
})
const runs = Number(values.runs ?? RUNS)
const foyer = values.url === undefined ? await startFoyer() : undefined
const url = values.url?.replace(/\/$/, '') ?? foyer?.url ?? ''
const browser = await openChromium(['--remote-debugging-port=' + DEBUGGING_PORT])
const scores: Record<string, Scores> = {}
try {
  if (typeof browser === 'string') throw new Error(browser)
  for (const [name, path] of Object.entries(await pages())) {
    const all: Scores[] = []
    for (let run = 0; run < runs; run++) all.push(await scoresOf(url + path))
    scores[name] = middle(all)
    console.log(name.padEnd(10), CATEGORIES.map((category) => `${category} ${scores[name]?.[category]}`).join('  '))
  }
  if (values.save)
    await writeFile(RESULTS, `${JSON.stringify({ name: 'lighthouse', preset: 'mobile', runs, scores }, null, 2)}\n`)
  if (Object.values(scores).some((page) => CATEGORIES.some((category) => page[category] < ENOUGH))) process.exitCode = 1
} finally {
  if (typeof browser !== 'string') await browser.close()
  await foyer?.[Symbol.asyncDispose]()
}

/** The pages that are asked about, by name. */
async function pages(): Promise<Readonly<Record<string, string>>> {
  const found = (await (await fetch(`${url}/v1/events?q=carmen&limit=1`)).json()) as { items: { id: string }[] }
  const event = `/events/${found.items[0]?.id ?? ''}`
  return { home: '/', search: '/search', event, seats: `${event}/seats` }
}

async function scoresOf(address: string): Promise<Scores> {
  const result = await lighthouse(address, { port: DEBUGGING_PORT, logLevel: 'error', onlyCategories: [...CATEGORIES] })
  if (result === undefined) throw new Error(`Lighthouse said nothing about ${address}`)
  const { categories, audits } = result.lhr
  for (const { id, title, score } of Object.values(audits))
    if (process.env['SHOW'] !== undefined && score !== null && score < 0.9)
      console.log(`  ${id} ${score}: ${title} ${audits[id]?.displayValue ?? ''}`)
  return Object.fromEntries(
    CATEGORIES.map((category) => [category, Math.round((categories[category]?.score ?? 0) * 100)]),
  ) as Scores
}

/** Of each category the middle of the runs: a busy machine makes single ones worse than the page is. */
function middle(all: readonly Scores[]): Scores {
  const of = (category: keyof Scores) =>
    all.map((one) => one[category]).toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
  return Object.fromEntries(CATEGORIES.map((category) => [category, of(category)])) as Scores
}
