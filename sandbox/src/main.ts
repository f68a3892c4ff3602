import { parseArgs } from 'node:util'
import { startSandbox } from './index.ts'

const HELP = `The payment sandbox: speaks Stripe's wire, moves no money.

  node sandbox/src/main.ts [options]

  --port <number>            where to listen (4242; 0: any free port)
  --host <address>           on which address (127.0.0.1)
  --webhook-url <address>    where webhooks go (none)
  --secret-key <key>         the API key (sk_test_sandbox)
  --webhook-secret <secret>  signs the webhooks (whsec_sandbox)
  --journal <file>           remembers payments when this process dies (none)
  --public-url <address>     how a browser reaches this, where it differs from host and port
`

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4242' },
    host: { type: 'string', default: '127.0.0.1' },
    'webhook-url': { type: 'string' },
    'secret-key': { type: 'string', default: 'sk_test_sandbox' },
    'webhook-secret': { type: 'string', default: 'whsec_sandbox' },
    'public-url': { type: 'string' },
    journal: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) {
  console.log(HELP)
  process.exit(0)
}

const sandbox = await startSandbox({
  port: Number(values.port),
  host: values.host,
  secretKey: values['secret-key'],
  webhookSecret: values['webhook-secret'],
  ...(values['webhook-url'] === undefined ? {} : { webhookUrl: values['webhook-url'] }),
  ...(values['public-url'] === undefined ? {} : { publicUrl: values['public-url'] }),
  ...(values.journal === undefined ? {} : { journal: values.journal }),
  log: (message, details) => console.error(JSON.stringify({ message, ...details })),
})
console.log(`Payment sandbox at ${sandbox.url}, API key ${values['secret-key']}.`)

const stop = (): void => void sandbox.stop()
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
