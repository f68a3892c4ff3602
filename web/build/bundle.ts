import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/vite'
import { build, type BuildOptions, type InlineConfig } from 'vite'
import { WEB_FOLDER } from './sources.ts'

/** Browsers of the last years: what the pages use of CSS (OKLCH, light-dark(), :has, nesting) is there since. */
const BROWSERS = ['chrome123', 'firefox121', 'safari17.5']

/**
 * Makes the pages: `client/` is what browsers fetch, with names by content; `server/entry-server.js` renders the same in
 * Node and needs nothing beside itself.
 */
export async function bundle(folder: string): Promise<void> {
  await Promise.all([
    build({
      ...common,
      plugins: [tailwind()],
      build: {
        outDir: join(folder, 'client'),
        emptyOutDir: false,
        target: BROWSERS,
        manifest: 'manifest.json',
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        reportCompressedSize: false,
        rolldownOptions: {
          onLog,
          output: { codeSplitting: { groups: [...chunks] } },
          input: [join(WEB_FOLDER, 'src/entry-browser.tsx'), join(WEB_FOLDER, 'src/entry-theme.ts')],
        },
      },
    }),
    // At an address that stays: so browsers know it, and it answers for every path.
    standingAlone(folder, 'src/entry-service-worker.ts', 'service-worker.js'),
    // At an address that stays: it is written into other people's pages.
    standingAlone(folder, 'src/entry-widget.ts', 'widget.js'),
    build({
      ...common,
      ssr: { noExternal: true },
      build: {
        ssr: join(WEB_FOLDER, 'src/entry-server.tsx'),
        outDir: join(folder, 'server'),
        target: 'node22',
        copyPublicDir: false,
        emitAssets: false,
        minify: false,
        rolldownOptions: { onLog, output: { entryFileNames: '[name].js' } },
      },
    }),
  ])
}

/** One file that imports nothing. */
const standingAlone = (folder: string, entry: string, name: string) =>
  build({
    ...common,
    build: {
      outDir: join(folder, 'client'),
      emptyOutDir: false,
      target: BROWSERS,
      copyPublicDir: false,
      reportCompressedSize: false,
      rolldownOptions: { onLog, input: join(WEB_FOLDER, entry), output: { entryFileNames: name, format: 'iife' } },
    },
  })

/**
 * What travels together: each file more is a journey more on a telephone, and each byte too many a longer one. What every
 * page needs is one file, the parts of public pages another, and what stands before whatever belongs to a person a third;
 * words stay apart, since each page needs those of one language.
 */
const chunks = [
  {
    name: 'house',
    test: /node_modules\/(?:react|react-dom|react-router|scheduler|cookie)\/|contract\/src\/client|web\/src\/(?:(?:document|api|i18n|shop\/layout)\/(?!messages\/(?!index))|page\.ts|shop\/session\/(?:session|browser-session|needs-person|use-session|is-organiser)\.ts|shop\/queue\/(?:reminder|(?:use-)?kept-places)\.ts|shop\/tickets\/kept-tickets)/,
  },
  { name: 'parts', test: /web\/src\/(?:ui|shop\/listing)\/(?!messages\/(?!index))/ },
  { name: 'person', test: /web\/src\/shop\/session\/(?!messages\/(?!index))/ },
] as const

const routerFile = (name: string): string =>
  join(fileURLToPath(import.meta.resolve('react-router')), '../../production', name)

const common = {
  configFile: false,
  root: WEB_FOLDER,
  mode: 'production',
  logLevel: 'warn',
  worker: { format: 'es' },
  resolve: {
    // Its `exports` lead to the development build; the other one lies beside it.
    alias: [
      { find: /^react-router$/, replacement: routerFile('index.mjs') },
      { find: /^react-router\/dom$/, replacement: routerFile('dom-export.mjs') },
    ],
  },
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
} satisfies InlineConfig

type RolldownOptions = NonNullable<BuildOptions['rolldownOptions']>

/** That a library marks its modules for a kind of server that this is not; that a busy machine is slow. */
const NOT_WORTH_SAYING: ReadonlySet<string> = new Set(['MODULE_LEVEL_DIRECTIVE', 'PLUGIN_TIMINGS'])

const onLog: NonNullable<RolldownOptions['onLog']> = (level, log, tell) => {
  if (log.code === undefined || !NOT_WORTH_SAYING.has(log.code)) tell(level, log)
}
