import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { importKinds, streamedKinds } from './catalog/import/index.ts'
import { settings } from './config.ts'
import { StoppedWhileStarting } from './platform/lifecycle.ts'
import { addSettings, settingsOf } from './platform/settings.ts'
import { verifyDrawCommand } from './queue/index.ts'
import { backupRole } from './roles/backup.ts'
import { apiRole, startRole, workerRole } from './roles/serve.ts'
import { checkRole } from './roles/check.ts'
import { importRole, type ImportRequest } from './roles/import.ts'
import { migrateRole } from './roles/migrate.ts'
import { sandboxRole } from './roles/sandbox.ts'
import { verifyLogCommand, verifySaleCommand } from './salelog/index.ts'
import { verifyTicketCommand } from './tickets/index.ts'
import { VERSION } from './version.ts'

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
  .action(async (file: string, options: { entry?: string }) => {
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
}
