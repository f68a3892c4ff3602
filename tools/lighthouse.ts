// npm run lighthouse: asks Lighthouse (mobile preset) about the pages of a Foyer of its own, three times each, and prints
// the middle scores. Exit status 1 when one is below 95. --url <address> asks about another; --save keeps the scores.
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import lighthouse from 'lighthouse'
import { anEventOnSale, holdSeats, signInAsFan } from '../web/e2e/harness/buying.ts'
import { joinChromium, openChromium } from '../web/e2e/harness/chromium.ts'
import { startFoyer, type RunningFoyer } from '../web/e2e/harness/foyer.ts'

const ENOUGH = 95
const RUNS = 3
/** At one measurement, until there is one. */
const ATTEMPTS = 3
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

/** The pages that are asked about, by name. The checkout is that of a fan who is signed in and holds seats: of a Foyer of its own alone. */
async function pages(): Promise<Readonly<Record<string, string>>> {
  const found = (await (await fetch(`${url}/v1/events?q=carmen&limit=1`)).json()) as { items: { id: string }[] }
  const event = `/events/${found.items[0]?.id ?? ''}`
  const ofAnybody = { home: '/', search: '/search', event, seats: `${event}/seats` }
  return foyer === undefined ? ofAnybody : { ...ofAnybody, checkout: `/checkout/${await seatsHeld(foyer)}` }
}

/** Signs in and holds seats in the very browser that Lighthouse looks with. */
async function seatsHeld(running: RunningFoyer): Promise<string> {
  const page = await (await joinChromium(DEBUGGING_PORT)).newPage()
  await signInAsFan(page, running)
  const holdId = await holdSeats(page, (await anEventOnSale(running)).id, 2)
  await page.close()
  return holdId
}

/** What Lighthouse does by itself, but together with forgetting who is signed in. */
async function forgetFiles(): Promise<void> {
  const page = await (await joinChromium(DEBUGGING_PORT)).newPage()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.clearBrowserCache')
  const storageTypes = 'service_workers,cache_storage,shader_cache'
  await devtools.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes })
  await page.close()
}

async function scoresOf(address: string, attempts = ATTEMPTS): Promise<Scores> {
  const isSignedIn = address.includes('/checkout/')
  if (isSignedIn) await forgetFiles()
  const result = await lighthouse(address, {
    port: DEBUGGING_PORT,
    logLevel: 'error',
    onlyCategories: [...CATEGORIES],
    disableStorageReset: isSignedIn,
    // A checkout is nobody's search result, and says so: the one audit that wants it in an index is left out.
    ...(isSignedIn ? { skipAudits: ['is-crawlable'] } : {}),
  })
  if (result === undefined) throw new Error(`Lighthouse said nothing about ${address}`)
  const { runtimeError } = result.lhr
  // It could not measure, which says nothing about the page: a browser that has just begun loses a trace at times.
  if (runtimeError !== undefined && attempts > 1) return scoresOf(address, attempts - 1)
  if (runtimeError !== undefined) throw new Error(`${address}: ${runtimeError.message}`)
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
