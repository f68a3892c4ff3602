import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { importKinds, streamedKinds } from './catalog/import/index.ts'
import { settings } from './config.ts'
import { StoppedWhileStarting } from './platform/lifecycle.ts'
import { addSettings, settingsOf } from './platform/settings.ts'
import { verifyDrawCommand } from './queue/index.ts'
import { backupRole } from './roles/backup.ts'
import { apiRole, startRole, workerRole } from './roles/serve.ts'
import { checkRole } from './roles/check.ts'
import { jobsRole, type JobsRequest } from './roles/jobs.ts'
import { importRole, type ImportRequest } from './roles/import.ts'
import { migrateRole } from './roles/migrate.ts'
import { curveNames } from './rehearsal/index.ts'
import { rehearseRole, type RehearseRequest } from './roles/rehearse.ts'
import { sandboxRole } from './roles/sandbox.ts'
import { verifyLogCommand, verifySaleCommand } from './salelog/index.ts'
import { verifyTicketCommand } from './tickets/index.ts'
import { VERSION } from './version.ts'

/** A process that has given up and does not end by itself is ended. */
const LINGER_MS = 5_000

const program = new Command('foyer')
  .description('Foyer: open, self-hosted ticketing. Each role explains its settings with --help.')
  .version(VERSION)
  .showHelpAfterError('Add --help for every setting.')

function role(name: string, description: string): Command {
  const command = program.command(name).description(description)
  addSettings(command, settings)
  return command
}

const configOf = (command: Command) => settingsOf(command, settings)

role(
  'start',
  'Everything in one process, with its own PostgreSQL and the payment sandbox unless told otherwise.',
).action((_options, command: Command) => startRole(configOf(command)))
role('api', 'The web server alone; as many as you like on one database.').action((_options, command: Command) =>
  apiRole(configOf(command)),
)
role('worker', 'Jobs, expiry, the reconciler and the outbox; as many as you like on one database.').action(
  (_options, command: Command) => workerRole(configOf(command)),
)
role('migrate', 'Brings the database schema up to date.').action((_options, command: Command) =>
  migrateRole(configOf(command)),
)
role('check', 'Asks every invariant of a live system; exit status 1 when one is broken.').action(
  (_options, command: Command) => checkRole(configOf(command)),
)
role('jobs', 'Lists jobs and announcements that were given up after too many tries, or sets them going again.')
  .option('--retry <ids...>', 'set these going again, by the ids of the list')
  .option('--retry-all', 'set all of them going again', false)
  .action((options: JobsRequest, command: Command) => jobsRole(configOf(command), options))
role('backup', 'Copies the data folder while Foyer runs; a start with the copy as DATA_DIR is the restore.')
  .argument('<folder>', 'the folder to make')
  .action((folder: string, _options, command: Command) => backupRole(configOf(command), folder))
role('sandbox', 'The payment sandbox alone, for api and worker processes that share it.').action(
  (_options, command: Command) => sandboxRole(configOf(command)),
)
const kindNames = [...importKinds, ...streamedKinds].map((kind) => kind.name)
role('import', 'Imports a catalogue file; a second run changes nothing.')
  .addArgument(new Argument('<kind>', 'what the file is').choices(kindNames))
  .argument('<file>', 'the file to import')
  .option('--organiser <email>', 'the vendor account that will own what is added; the demo vendor unless said')
  .option('--hall <id>', 'the hall that a seating plan is for')
  .option('--venue <id>', 'the venue of the events of a calendar, of ticket listings, or of a CSV file')
  .option('--country <code>', 'country of venues where the source tells none')
  .option('--time-zone <name>', 'time zone of venues where the source tells neither zone nor point')
  .option('--mapping <file>', 'which column of a CSV file means what, as JSON')
  .option(
    '--capacity <places>',
    'places of general admission where the source tells none; else such events are drafts',
    wholeNumber,
  )
  .option(
    '--shift-days <days>',
    'move dates by so many days; auto brings the first into the coming weeks',
    daysOrAuto,
    'auto',
  )
  .option('--report <file>', 'write the report as JSON')
  .option('--dry-run', 'read and check everything, write nothing', false)
  .action((kind: string, file: string, options: Omit<ImportRequest, 'kind' | 'file'>, command: Command) =>
    importRole(configOf(command), { kind, file, ...options }),
  )

role(
  'rehearse',
  'Plays a synthetic on-sale against this very installation, and removes it again; see docs/rehearsal.md.',
)
  .option('--url <address>', 'where this installation answers', 'http://localhost:3000')
  .option('--buyers <people>', 'how many people come', number(1, 1_000_000), 10_000)
  .option('--places <places>', 'how many places are sold', number(10, 200_000), 1_000)
  .addOption(new Option('--curve <name>', 'how they come').choices(curveNames).default('worldcup98'))
  .option('--minutes <minutes>', 'over which they come, half of it and more before the sale', fraction, 4)
  .option('--draw-seconds <seconds>', 'between the closing of the lobby and the sale', number(1, 600), 15)
  .option('--seed <number>', 'the same seed, the same crowd', number(0, 2 ** 31), 1)
  .option(
    '--people-at-once <people>',
    'how many may choose at one moment; half as many as places unless said',
    number(1, 1_000_000),
  )
  .option('--people-per-minute <people>', 'how many are let in a minute at most', number(1, 1_000_000))
  .option('--proof-of-work', 'have everybody do the work on entering, which takes this machine a lot of it', false)
  .option('--no-edge', 'public reads go straight at the address, as when it is nginx itself; else a cache is played')
  .option('--connections <sockets>', 'kept connections at most', number(1, 4_000), 256)
  .option('--threads <threads>', 'of load', number(1, 16), 1)
  .option('--report <file>', 'where the page is written, and its figures as JSON beside it', 'foyer-rehearsal.html')
  .option('--force', 'also while a real sale goes on, or begins within the hour', false)
  .option('--clean', 'only remove what is left of rehearsals', false)
  .action((options: RehearseRequest, command: Command) => rehearseRole(configOf(command), options))

const verify = program.command('verify').description('Verifies what Foyer signed or drew, without a database.')
verify
  .command('ticket')
  .description('Whether a ticket code is genuine and admits.')
  .argument('<code>', 'the code as scanned or typed')
  .requiredOption('--keys <keys>', "the event's public keys: a file, an address, or the JSON itself")
  .option('--event <id>', 'refuse tickets of any other event')
  .addOption(
    new Option('--at <moment>', 'the moment of admission')
      .default(new Date(), 'now')
      .argParser((text) => new Date(text)),
  )
  .action(async (code: string, options: { keys: string; event?: string; at: Date }) => {
    process.exitCode = await verifyTicketCommand({ code, ...options }, (line) => console.log(line))
  })

verify
  .command('draw')
  .description('Whether the draw of a waiting room comes out as published; see docs/draw.md.')
  .argument('<file>', 'the draw file')
  .option('--entry <file>', 'what an entrant kept: tells the number that it drew')
  .option(
    '--receipt-key <key>',
    'the receiptKey of the queue: tells whether the receipt of an entry left out is genuine',
  )
  .action(async (file: string, options: { entry?: string; receiptKey?: string }) => {
    process.exitCode = await verifyDrawCommand({ file, ...options }, (line) => console.log(line))
  })

verify
  .command('log')
  .description('Whether the public log of a sale holds together; see docs/sale-log.md.')
  .argument('<source>', 'address of the log, or a folder with its files')
  .option('--key <key>', "the log's key as you kept it; what the log itself says unless given")
  .option('--since <file>', 'a checkpoint that you kept: the log must go on from it')
  .option('--save <folder>', 'write a copy of the log to a folder')
  .action(async (source: string, options: { key?: string; since?: string; save?: string }) => {
    process.exitCode = await verifyLogCommand({ source, ...options }, (line) => console.log(line))
  })

verify
  .command('sale')
  .description('Whether the proof of a purchase shows it to be in the public log.')
  .argument('<file>', 'what GET /v1/orders/{id}/proof answered')
  .option('--key <key>', "the log's key as you kept it; what the proof says unless given")
  .action(async (file: string, options: { key?: string }) => {
    process.exitCode = await verifySaleCommand({ file, ...options }, (line) => console.log(line))
  })

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1.')
  return Number(text)
}

function number(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d{1,10}$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`)
    return value
  }
}

function fraction(text: string): number {
  const value = Number(text)
  if (!/^\d{1,3}(\.\d{1,3})?$/.test(text) || value < 0.05 || value > 60)
    throw new InvalidArgumentError('Expected minutes from 0.05 to 60.')
  return value
}

function daysOrAuto(text: string): number | 'auto' {
  if (text === 'auto') return 'auto'
  if (!/^-?\d{1,5}$/.test(text)) throw new InvalidArgumentError('Expected a whole number of days, or auto.')
  return Number(text)
}

try {
  await program.parseAsync()
} catch (error) {
  // A start that failed says why in plain sentences, the nearest cause first; one that was told to stop has not failed.
  if (!(error instanceof StoppedWhileStarting)) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
      console.error(`foyer: ${cause.message}`)
    process.exitCode = 1
  }
  // All that a role had started is stopped by now. A part that failed half way may have left something that goes on.
  setTimeout(() => process.exit(), LINGER_MS).unref()
}
