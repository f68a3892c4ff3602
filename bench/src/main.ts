// npm run bench -- <name> [--json] [--save]: runs one benchmark; --json prints the report as the last line.
import { parseArgs } from 'node:util'
import { reportOf, saveReport, type BenchResult } from './lib/report.ts'

/** What can be run, each with the question that it answers. */
const benches: Record<string, { question: string; load: () => Promise<() => Promise<BenchResult>> }> = {
  holds: {
    question:
      'How many durable holds a second on one event, by the engine and over HTTP, beside one transaction a hold?',
    load: async () => (await import('./holds.ts')).holds,
  },
  reads: {
    question: 'How many public reads a second, beside a bare node:http server that sends the same bytes?',
    load: async () => (await import('./reads.ts')).reads,
  },
  web: {
    question: 'How many pages of the shop a second, ready and rendered, beside a bare node:http server?',
    load: async () => (await import('./web.ts')).web,
  },
  purchases: {
    question: 'How many whole purchases a second: hold, pay in the sandbox, webhook, signed ticket?',
    load: async () => (await import('./purchases.ts')).purchases,
  },
  search: {
    question: 'How long does an uncached search take among 100,000 events?',
    load: async () => (await import('./search.ts')).search,
  },
  'search-million': {
    question: 'How long does an uncached search take among 1,000,000 events?',
    load: async () => (await import('./search.ts')).searchMillion,
  },
  'sale-log': {
    question: 'What does the public log cost the sale, how fast does it follow, and how long does a proof take?',
    load: async () => (await import('./sale-log.ts')).saleLog,
  },
  'seat-map': {
    question: 'How soon does a seat map of 70,000 places stand in a browser, and how evenly does it move?',
    load: async () => (await import('./seat-map.ts')).seatMap,
  },
  import: {
    question: 'How many rows a second does an import take, and does its memory stay flat as files grow?',
    load: async () => (await import('./import.ts')).importing,
  },
  tickets: {
    question: 'How many ticket codes are signed and verified a second?',
    load: async () => (await import('./ticket-codes.ts')).ticketCodes,
  },
  'waiting-room': {
    question:
      'What do 100,000 people in a lobby cost, how long does their draw take, and how quickly is the status told?',
    load: async () => (await import('./waiting-room.ts')).waitingRoom,
  },
  'rush-status': {
    question: 'How many status documents of a queue come through nginx a second, and how often is Foyer asked?',
    load: async () => (await import('./rush-status.ts')).rushStatus,
  },
  'rush-join': {
    question: 'How many join a waiting room in a second, signed in, over HTTP, and what does each cost?',
    load: async () => (await import('./rush-join.ts')).rushJoin,
  },
  'rush-draw': {
    question: 'How long does the draw of 1,000,000 entrants take, and in how much memory?',
    load: async () => (await import('./rush-draw.ts')).rushDraw,
  },
  'sell-out': {
    question: 'How long does it take to sell 50,000 places to 500,000 buyers, and is it exact?',
    load: async () => (await import('./sell-out.ts')).sellOut,
  },
  surge: {
    question: 'What becomes of a node when 20,000 requests a second come from one second to the next?',
    load: async () => (await import('./surge.ts')).surge,
  },
  'hundred-thousand': {
    question: 'How many cores do 100,000 requests a second take, by kind and together?',
    load: async () => (await import('./hundred-thousand.ts')).hundredThousand,
  },
  streams: {
    question: 'What do 20,000 open streams cost in memory, and how soon does a change reach all of them?',
    load: async () => (await import('./streams.ts')).streams,
  },
  'draw-fairness': {
    question: 'Does everybody come out at every rank equally often, in 100,000 draws of 1,000?',
    load: async () => (await import('./draw-fairness.ts')).drawFairness,
  },
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
const name = positionals[0] ?? ''
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
if (bench === undefined || values.help) {
  console.error('npm run bench -- <name> [--json] [--save]\n')
  for (const [each, { question }] of Object.entries(benches)) console.error(`  ${each.padEnd(16)} ${question}`)
  process.exit(values.help ? 0 : 2)
}

console.error(bench.question)
const run = await bench.load()
const report = reportOf(name, await run())
if (values.save) console.error(`saved ${await saveReport(report)}`)
console.log(values.json ? JSON.stringify(report) : JSON.stringify(report, null, 2))
if (report.invariants.broken.length > 0) process.exitCode = 1
