import { createHash } from 'node:crypto'
import { personaNames, personas } from '../load/personas.ts'
import type { Ending } from '../load/plan.ts'
import type { Step } from '../load/tally.ts'
import type { Second } from '../recorder.ts'
import type { Advice } from './advise.ts'
import { FAILURES_BORNE } from './advise.ts'
import { chart, clock, type Series } from './chart.ts'
import { markup, Markup } from './html.ts'
import type { RehearsalReport } from './report.ts'
import { STYLE } from './style.ts'

const many = (value: number) => Math.round(value).toLocaleString('en-GB')
const ms = (value: number | null) =>
  value === null
    ? '–'
    : value >= 1_000
      ? `${(value / 1_000).toFixed(1)} s`
      : `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
const mega = (bytes: number | null) => (bytes === null ? '–' : `${many(bytes / 2 ** 20)} MB`)
const percent = (share: number) => `${(100 * share).toFixed(share > 0 && share < 0.1 ? 2 : 0)} %`

/** The report as one page that needs nothing else: no script, no font, no picture of anywhere. */
export function renderReport(report: RehearsalReport): string {
  const digest = createHash('sha256').update(STYLE).digest('base64')
  const page = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'sha256-${new Markup(digest)}'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>Rehearsal: ${many(report.settings.buyers)} buyers, ${many(report.settings.places)} places</title>
        <style>${new Markup(STYLE)}</style>
      </head>
      <body>
        <main>
          ${head(report)} ${verdict(report)}
          <h2>What it bore</h2>
          ${figures(report)}
          <h2>What to set</h2>
          <ul class="advice">
            ${report.advice.map(advice)}
          </ul>
          <h2>How it went</h2>
          <p class="soft">
            Time runs from the opening of the lobby. Dotted lines: the lobby closes
            (${clock(report.marks.lobbyCloses)}), the sale begins (${clock(report.marks.onSale)}).
          </p>
          <div class="charts">${charts(report)}</div>
          <h2>Where it bent</h2>
          ${bends(report)}
          <h2>What people asked for</h2>
          ${steps(report)}
          <h2>What became of everybody</h2>
          ${people(report)}
          <h2>Refusals and failures</h2>
          ${refusals(report)}
          <h2>How it was played</h2>
          ${settings(report)}
        </main>
      </body>
    </html> `
  return page.text
}

const head = ({ settings, at, version }: RehearsalReport): Markup =>
  markup` <h1>A rehearsal for ${many(settings.buyers)} buyers and ${many(settings.places)} places</h1>
    <p class="soft">${at.slice(0, 16).replace('T', ' ')} UTC · ${settings.url} · Foyer ${version}</p>`

function verdict({ verdict: found, removed, settings, ended, figures: { failedShare } }: RehearsalReport): Markup {
  const faults = [
    ...found.wrongs,
    ...found.invariantsBroken.map((name) => `Broken: ${name}`),
    ...(found.draw === 'good' || found.draw === 'none' ? [] : [`The draw does not come out again: ${found.draw}`]),
    ...removed.brokenAfterwards.map((name) => `Broken after the removal: ${name}`),
  ]
  const good = faults.length === 0
  return markup`<section class="${good ? 'verdict' : 'verdict bad'}">
    <strong
      >${good ? 'Nothing was sold twice, and everything that must hold did.' : 'Something that must hold did not.'}</strong
    >
    <ul>
      ${faults.map((fault) => markup`<li>${fault}</li>`)}
      <li>
        ${many(found.placesSoldByBuyers)} places on the tickets of buyers, ${many(found.placesSoldByInstallation)} sold
        by the books of the installation.
      </li>
      <li>
        ${found.invariantsAsked} invariants asked when it was over, ${found.invariantsBroken.length} broken; nobody was
        let in beyond the watermark, or before the draw, is among them.
      </li>
      <li>
        ${found.draw === 'good' ? 'The draw was drawn again by its published file, and came out the same.' : found.draw === 'none' ? 'Nobody was in the lobby, so there was no draw.' : 'See above for the draw.'}
      </li>
      <li>
        Of all requests ${percent(failedShare)} had no answer, or none worth the name; ${percent(FAILURES_BORNE)} is
        what nobody would ask about, so
        ${failedShare === 0 ? 'none of that budget was used' : `${percent(failedShare / FAILURES_BORNE)} of that budget was used`}.
        Polite refusals do not count.
      </li>
      <li>
        ${settings.payments === 'sandbox' ? 'Orders were paid in the sandbox: no money moved.' : 'This installation takes real money, so the places cost nothing: orders and tickets were made, and the payment provider was never asked. Paying itself was not rehearsed.'}
      </li>
      <li>${many(removed.rows)} rows were removed again in ${removed.seconds.toFixed(1)} s.</li>
      <li>It ended: ${ended}.</li>
    </ul>
  </section>`
}

function figures({ figures: f, machine, settings }: RehearsalReport): Markup {
  const list: readonly (readonly [string, string, string])[] = [
    ['People', many(f.arrived), `${many(f.peak.arrivals)} a second at the peak`],
    ['Entered the queue', many(f.entered), `${many(f.peak.entries)} a second at the peak`],
    ['Waited at once', many(f.peak.waiting), `and ${many(f.peak.inside)} inside`],
    ['Let in', many(f.admitted), `${many(f.peak.holds)} holds a second at the peak`],
    ['Places sold', many(f.placesSold), `${many(f.peak.placesSold)} a second at the peak`],
    [
      'Nothing left after',
      f.everythingTakenAfter === null ? 'not so' : `${many(f.everythingTakenAfter)} s`,
      f.everythingTakenAfter === null ? 'places were left at the end' : 'from the on-sale; sold or held',
    ],
    ['Answered within', ms(f.p50), `half of all; 95 % ${ms(f.p95)}, 99 % ${ms(f.p99)}`],
    ['Requests', many(f.requests), `${many(f.peak.requests)} a second at the peak`],
    ['Public reads', many(f.reads), `${many(f.readsThrough)} reached the installation`],
    ['Without an answer', percent(f.failedShare), 'of all requests'],
    ['Event loop, p99', ms(f.loopP99Ms), f.loopP99Ms === null ? '/metrics was closed' : 'at its latest, one process'],
    ['Memory', mega(f.memoryBytes), 'of one process, at most'],
    [
      'Database',
      f.commitsPerSecond === null ? '–' : many(f.commitsPerSecond),
      `commits a second at the peak; grew ${mega(f.databaseGrewBytes)}`,
    ],
    ['Machine', f.machineBusy === null ? '–' : percent(f.machineBusy), `of ${machine.processors} cores, load among it`],
    [
      'The load was late',
      ms(f.loadLateMs),
      settings.threads === 1
        ? 'in 95 of 100 seconds at most'
        : `${settings.threads} threads; in 95 of 100 seconds at most`,
    ],
  ]
  return markup`<dl class="figures">
    ${list.map(
      ([name, value, more]) =>
        markup`<div>
          <dt>${name}</dt>
          <dd>${value}<small>${more}</small></dd>
        </div>`,
    )}
  </dl>`
}

const KINDS: Readonly<Record<Advice['kind'], string>> = { change: 'Change', keep: 'Keep', look: 'Know' }

const advice = ({ kind, setting, to, why }: Advice): Markup =>
  markup`<li class="${kind}">
    <em>${KINDS[kind]}</em><b>${setting}: ${to}</b>
    <p>${why}</p>
  </li>`

function charts({ seconds, marks, settings: { places } }: RehearsalReport): Markup[] {
  const line = (name: string, of: (second: Second) => number | null): Series => ({ name, values: seconds.map(of) })
  const moments = [
    { at: marks.lobbyCloses, name: 'The lobby closes' },
    { at: marks.onSale, name: 'The sale begins' },
  ]
  const all = [
    { title: 'People', unit: 'at once', series: [line('waiting', (s) => s.waiting), line('inside', (s) => s.inside)] },
    {
      title: 'Coming',
      unit: 'people a second',
      series: [line('arrive', (s) => s.arrived), line('enter', (s) => s.entered)],
    },
    {
      title: 'Sale',
      unit: 'a second',
      series: [line('let in', (s) => s.admitted), line('holds', (s) => s.holds), line('orders sold', (s) => s.orders)],
    },
    {
      title: 'Places',
      unit: `of ${many(places)}`,
      series: [line('left', (s) => s.placesLeft), line('held', (s) => s.placesHeld)],
    },
    {
      title: 'Requests',
      unit: 'a second',
      series: [line('done', (s) => s.done), line('refused', (s) => s.refused), line('failed', (s) => s.failed)],
    },
    {
      title: 'Latency, all requests',
      unit: 'ms from when they were due',
      series: [line('p50', (s) => s.p50), line('p95', (s) => s.p95), line('p99', (s) => s.p99)],
    },
    { title: 'Latency of a hold', unit: 'ms, p99', series: [line('p99', (s) => s.holdP99)] },
    {
      title: 'Public reads',
      unit: 'a second',
      series: [line('made by people', (s) => s.reads), line('reached the installation', (s) => s.readsThrough)],
    },
    {
      title: 'Event loop',
      unit: 'ms late, p99',
      series: [line('a process', (s) => s.loopP99Ms), line('the load itself, at most', (s) => s.lateMs)],
    },
    { title: 'Pressure', unit: '0 at ease, 3 at most', series: [line('pressure', (s) => s.pressure)] },
    { title: 'Memory', unit: 'MB, one process', series: [line('resident', (s) => mebibytes(s.memoryBytes))] },
    { title: 'Database', unit: 'commits a second', series: [line('commits', (s) => s.commitsPerSecond)] },
    {
      title: 'Database sessions',
      unit: 'at once',
      series: [line('at work', (s) => s.busySessions), line('waiting for locks', (s) => s.waitingForLocks)],
    },
    {
      title: 'Machine',
      unit: '% of its cores',
      series: [line('busy', (s) => (s.machineBusy === null ? null : Math.round(100 * s.machineBusy)))],
    },
  ]
  return all.flatMap((one) => chart({ ...one, marks: moments }) ?? [])
}

const mebibytes = (bytes: number | null): number | null => (bytes === null ? null : bytes / 2 ** 20)

const table = (
  heads: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  texts: readonly number[] = [],
) =>
  markup`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${heads.map((one, at) => markup`<th class="${texts.includes(at) ? 'text' : ''}">${one}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            markup`<tr>
              ${row.map((one, at) => markup`<td class="${texts.includes(at) ? 'text' : ''}">${one}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`

const STRETCHES_SHOWN = 6

const bends = ({ bends: found }: RehearsalReport): Markup =>
  found.length === 0
    ? markup`<p>Nowhere: no request failed, the slowest hundredth were answered within a second, and nothing was given up.</p>`
    : table(
        ['What', 'At worst', 'Seconds', 'When'],
        found.map(({ what, worst, stretches }) => [
          what,
          worst,
          many(stretches.reduce((sum, { from, to }) => sum + to - from + 1, 0)),
          whenOf(stretches),
        ]),
        [0, 1, 3],
      )

function whenOf(stretches: readonly { readonly from: number; readonly to: number }[]): string {
  const shown = stretches
    .slice(0, STRETCHES_SHOWN)
    .map(({ from, to }) => (from === to ? clock(from) : `${clock(from)} to ${clock(to)}`))
  const more = stretches.length - shown.length
  return shown.join(', ') + (more === 0 ? '' : `, and ${more} more`)
}

const STEPS: Readonly<Record<Step, string>> = {
  page: 'the page of the event',
  enter: 'to enter the queue',
  status: 'how far the queue is',
  number: 'the number that they drew',
  pass: 'to go in',
  seats: 'which seats are free',
  hold: 'to hold places',
  order: 'to order',
  pay: 'to pay (at the sandbox)',
  look: 'how the order stands',
  leave: 'to leave, or give back',
}

const steps = ({ steps: list }: RehearsalReport): Markup =>
  table(
    ['Asked', 'Done', 'Refused', 'Failed', 'p50', 'p95', 'p99', 'Longest'],
    list.map((one) => [
      STEPS[one.step],
      many(one.done),
      many(one.refused),
      many(one.failed),
      ms(one.p50),
      ms(one.p95),
      ms(one.p99),
      ms(one.max),
    ]),
  )

const ENDINGS: Readonly<Record<Ending, string>> = {
  bought: 'have tickets',
  'told-sold-out': 'were told that it is sold out',
  'found-nothing': 'were let in and found nothing that they wanted',
  'left-lobby': 'left while they waited',
  'left-seats': 'held places and left',
  'left-payment': 'ordered and did not pay',
  paused: 'were told to come back much later',
  'gave-up': 'gave up after many tries',
}

function people({ endings, figures: { cheatsRefused, reloads } }: RehearsalReport): Markup {
  const ended = Object.entries(endings).map(([ending, count]) => [ENDINGS[ending as Ending], many(count)])
  const shares = personaNames.map((name) => [name, percent(personas[name].share), personas[name].says])
  return markup`${table(['They …', 'People'], ended)}
    <p></p>
    <p>
      ${many(reloads)} times somebody loaded the page and entered again, and had the place that they had before.
      ${many(cheatsRefused)} attempts with a forged token, without a pass or with a made-up one were refused.
    </p>
    ${table(['Who', 'Share', 'What they do'], shares, [2])}`
}

function refusals({ refusals: refused, failures }: RehearsalReport): Markup {
  const rows = [
    ...refused.map(({ reason, count }) => [reason, many(count), 'a polite no']),
    ...failures.map(({ reason, count }) => [reason, many(count), 'a failure']),
  ]
  return rows.length === 0 ? markup`<p>None.</p>` : table(['Why', 'Times', ''], rows, [2])
}

function settings({ settings: s, machine }: RehearsalReport): Markup {
  const rows = [
    ['Arrivals', `${s.curve}, over ${s.minutes} minutes`],
    ['Haste', `people took a ${many(s.haste)}th of the time that they take, to fit`],
    ['Seed', String(s.seed)],
    ['peopleAtOnce', many(s.peopleAtOnce)],
    ['peoplePerMinute', s.peoplePerMinute === null ? 'as many as there is room for' : many(s.peoplePerMinute)],
    ['sessionSeconds', many(s.sessionSeconds)],
    ['proofOfWork', s.proofOfWork ? 'on, and done' : 'off'],
    ['Public reads', s.edge ? 'through a cache of one second, as of nginx' : 'straight at the installation'],
    ['Connections', `${many(s.connections)} at most, from ${s.threads} thread${s.threads === 1 ? '' : 's'}`],
    [
      'PROCESSES, DATABASE_POOL, LANE_POOL',
      `${s.processes}, ${s.databasePool}, ${s.lanePool}, as this command was started`,
    ],
    ['HOLD_SECONDS', many(s.holdSeconds)],
    [
      'Machine of the load',
      `${machine.processors} × ${machine.model}, ${mega(machine.memoryBytes)}, Node ${machine.node}`,
    ],
  ]
  return table(['Setting', 'Value'], rows, [1])
}
