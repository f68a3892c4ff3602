import type { Language } from '../i18n/languages.ts'
import type { Manifest } from './renderer.ts'
import { ROOT_ELEMENT, STATE_ELEMENT } from './state.ts'

const BROWSER_ENTRY = 'src/entry-browser.tsx'
const THEME_ENTRY = 'src/entry-theme.ts'

/** Latin letters and figures, which stand on every page; others are fetched where they are used. */
const EVERY_PAGE_FONT = /-latin-w[^/]*\.woff2$/

interface ShellParts {
  readonly language: Language
  /** Elements of the head that the page brought. */
  readonly head: string
  readonly body: string
  /** The state as JSON, already safe to stand in an element. */
  readonly state: string
  /** Addresses of modules that the page will ask for. */
  readonly modules: readonly string[]
}

/**
 * Makes whole documents: what stands around the rendered page, with the files of the build. Scripts wait for styles and
 * fonts, since the page can be read before they come.
 */
export function shellOf(manifest: Manifest) {
  const browser = entryOf(manifest, BROWSER_ENTRY)
  const theme = entryOf(manifest, THEME_ENTRY)
  const styles = (browser.css ?? []).map((file) => `<link rel="stylesheet" href="/${file}">`).join('')
  // Fetched beside the styles that name them, so that most people never see the letters change.
  const fonts = (browser.assets ?? [])
    .filter((file) => EVERY_PAGE_FONT.test(file))
    .map((file) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="/${file}">`)
    .join('')
  const always =
    `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">` +
    `<meta name="color-scheme" content="light dark">` +
    `<script src="/${theme.file}"></script>${styles}${fonts}` +
    `<link rel="icon" href="/favicon.svg" type="image/svg+xml"><link rel="manifest" href="/manifest.webmanifest">`

  return ({ language, head, body, state, modules }: ShellParts): string =>
    `<!doctype html><html lang="${language}"><head>${always}${head}` +
    modules.map((file) => `<link rel="modulepreload" fetchpriority="low" href="/${file}">`).join('') +
    `</head><body><div id="${ROOT_ELEMENT}">${body}</div>` +
    `<script type="application/json" id="${STATE_ELEMENT}">${state}</script>` +
    `<script type="module" fetchpriority="low" src="/${browser.file}"></script></body></html>`
}

/** A document that needs no script and knows nothing but words. */
export function plainShell(manifest: Manifest, language: Language, title: string, body: string): string {
  const styles = (entryOf(manifest, BROWSER_ENTRY).css ?? []).map((file) => `<link rel="stylesheet" href="/${file}">`)
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">` +
    `<title>${title} · Foyer</title>${styles.join('')}</head><body>${body}</body></html>`
  )
}

/** The files that a page's module brings with it: what it imports, and its messages in the language of the page. */
export function modulesOf(manifest: Manifest, entries: readonly string[], language: Language): string[] {
  const files = new Set<string>()
  const seen = new Set<string>()
  const visit = (key: string): void => {
    const chunk = manifest[key]
    if (chunk === undefined || seen.has(key)) return
    seen.add(key)
    files.add(chunk.file)
    for (const imported of chunk.imports ?? []) visit(imported)
    for (const dynamic of chunk.dynamicImports ?? []) if (dynamic.endsWith(`messages/${language}.ts`)) visit(dynamic)
  }
  for (const key of [BROWSER_ENTRY, ...entries]) visit(key)
  return [...files]
}

/** Styles that come with these modules beside those of the entry. */
export function stylesOf(manifest: Manifest, entries: readonly string[]): string[] {
  return entries.flatMap((key) => [...(manifest[key]?.css ?? [])])
}

function entryOf(manifest: Manifest, key: string) {
  const entry = manifest[key]
  if (entry === undefined) throw new Error(`the build has no ${key}`)
  return entry
}
