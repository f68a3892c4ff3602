import { writeFile } from 'node:fs/promises'
import { rehearsalNeighbours } from '../composition/rehearsal-neighbours.ts'
import { rehearsalServices } from '../composition/rehearsal-services.ts'
import type { Config } from '../config.ts'
import { openInstallation } from '../installation.ts'
import { migrate } from '../platform/migrate.ts'
import {
  ANOTHER_REHEARSAL,
  isGood,
  Progress,
  rehearse,
  removeAll,
  renderReport,
  whileAlone,
  type RehearsalReport,
  type RehearsalWish,
} from '../rehearsal/index.ts'

export interface RehearseRequest extends RehearsalWish {
  /** Where the page of the report is written, and its figures beside it as JSON. */
  readonly report: string
  /** Only removes what is left of rehearsals. */
  readonly clean: boolean
}

/** Removal goes on in the time that a process has for stopping; what it does not manage the timed job does. */
const STOPPING_MS = 9_000

/** Rehearses an on-sale, or removes what is left of one; leaves 1 when something that must hold did not. */
export async function rehearseRole(config: Config, request: RehearseRequest): Promise<void> {
  const installation = await openInstallation(config, 'rehearse')
  const { db, deriveKey, lifecycle } = installation
  const stopping = new AbortController()
  const ended = Promise.withResolvers<void>()
  lifecycle.onStop('rehearsal', async () => {
    stopping.abort()
    await Promise.race([ended.promise, new Promise((resolve) => setTimeout(resolve, STOPPING_MS).unref())])
  })
  try {
    await migrate(db)
    const neighbours = rehearsalNeighbours(deriveKey)
    const progress = new Progress(process.stderr)
    const services = await rehearsalServices(config, installation, { progress, signal: stopping.signal })
    if (!request.clean) return await tell(await rehearse(request, services), request.report)
    const removed = await whileAlone(db, () => removeAll(db, neighbours))
    if (removed === undefined) throw new Error(ANOTHER_REHEARSAL)
    console.log(`${removed.done.rehearsals} rehearsals removed, ${removed.done.rows} rows`)
  } finally {
    ended.resolve()
    await lifecycle.stop()
  }
}

/** Writes the report, and says the least that one must know. */
async function tell(report: RehearsalReport, file: string): Promise<void> {
  const figures = file.replace(/\.html?$/, '') + '.json'
  await writeFile(file, renderReport(report))
  await writeFile(figures, `${JSON.stringify(report, null, 1)}\n`)
  const { figures: f, verdict, advice, removed } = report
  const good = isGood(report)
  const lines = [
    `${f.arrived} people came, ${f.entered} entered, ${f.admitted} were let in; ${f.placesSold} of ${report.settings.places} places sold in ${f.ordersSold} orders`,
    `at the peak ${f.peak.requests} requests and ${f.peak.holds} holds a second; p99 ${Math.round(f.p99 ?? 0)} ms; ${(100 * f.failedShare).toFixed(3)} % without an answer`,
    ...advice.map(({ kind, setting, to }) => `${kind.padEnd(6)} ${setting}: ${to}`),
    `${verdict.invariantsAsked} invariants asked, ${verdict.invariantsBroken.length} broken; draw ${verdict.draw}; ${removed.rows} rows removed again`,
    ...verdict.wrongs.map((wrong) => `WRONG  ${wrong}`),
    ...[...verdict.invariantsBroken, ...removed.brokenAfterwards].map((name) => `BROKEN ${name}`),
    good ? 'nothing was sold twice, and everything that must hold did' : 'something that must hold did not',
    `the report: ${file}, its figures: ${figures}`,
  ]
  console.log(lines.join('\n'))
  if (!good) process.exitCode = 1
}
