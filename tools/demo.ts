// npm run demo -- --url <address>: a client program does the whole main job against a running Foyer, and says each step
// with its time. Exit status 0 when every step went as it must.
import { parseArgs } from 'node:util'
import { mainJob } from './demo/main-job.ts'
import { Steps } from './demo/steps.ts'

const { values } = parseArgs({ options: { url: { type: 'string', default: 'http://localhost:3000' } } })
const url = values.url.replace(/\/$/, '')

const steps = new Steps((line) => console.log(line))
console.log(`Foyer at ${url}\n`)
try {
  await mainJob(url, steps)
  console.log(`\nAll ${steps.count} steps went as they must, in ${(steps.totalMs / 1000).toFixed(2)} s.`)
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
