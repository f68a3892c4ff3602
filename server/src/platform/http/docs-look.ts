// How the pages of the API look: as the shop does, whose faces they take where it is served beside them.

/** Where the shop says where its faces lie, and its sign; without it the system's own are drawn. */
const FACES = '<link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/fonts.css">'
const TEXT_FACE = "'Public Sans', system-ui, sans-serif"
const DISPLAY_FACE = "'Archivo', system-ui, sans-serif"

/** Colours by meaning, by day and by night. The same as the shop's. */
const INKS = {
  paper: ['oklch(0.972 0.009 85)', 'oklch(0.185 0.012 60)'],
  raised: ['oklch(0.995 0.004 85)', 'oklch(0.235 0.014 60)'],
  sunk: ['oklch(0.94 0.012 85)', 'oklch(0.15 0.01 60)'],
  ink: ['oklch(0.22 0.018 60)', 'oklch(0.945 0.012 85)'],
  quiet: ['oklch(0.46 0.018 60)', 'oklch(0.72 0.016 80)'],
  line: ['oklch(0.86 0.014 80)', 'oklch(0.34 0.014 65)'],
  signal: ['oklch(0.565 0.195 37)', 'oklch(0.74 0.165 52)'],
  good: ['oklch(0.46 0.11 155)', 'oklch(0.78 0.13 155)'],
  stop: ['oklch(0.44 0.16 18)', 'oklch(0.76 0.12 15)'],
  blue: ['oklch(0.45 0.13 245)', 'oklch(0.76 0.11 245)'],
  plum: ['oklch(0.42 0.15 305)', 'oklch(0.8 0.1 305)'],
  ochre: ['oklch(0.5 0.11 75)', 'oklch(0.82 0.12 85)'],
} as const satisfies Record<string, readonly [day: string, night: string]>

const inksOf = (time: 0 | 1): string =>
  Object.entries(INKS)
    .map(([name, pair]) => `--${name}:${pair[time]};`)
    .join('')

/** What a reader of the API document is to look like, for its own style sheet. */
export const REFERENCE_STYLE = `
.light-mode{${inksOf(0)}color-scheme:light}
.dark-mode{${inksOf(1)}color-scheme:dark}
.light-mode,.dark-mode{
--scalar-color-1:var(--ink);--scalar-color-2:var(--quiet);--scalar-color-3:var(--quiet);
--scalar-color-accent:var(--signal);--scalar-link-color:var(--ink);--scalar-background-accent:var(--sunk);
--scalar-background-1:var(--paper);--scalar-background-2:var(--raised);--scalar-background-3:var(--sunk);
--scalar-border-color:var(--line);--scalar-button-1:var(--signal);--scalar-button-1-color:var(--paper);
--scalar-button-1-hover:var(--signal);--scalar-color-green:var(--good);--scalar-color-red:var(--stop);
--scalar-color-blue:var(--blue);--scalar-color-purple:var(--plum);--scalar-color-orange:var(--signal);
--scalar-color-yellow:var(--ochre);--scalar-sidebar-background-1:var(--sunk);--scalar-sidebar-color-1:var(--ink);
--scalar-sidebar-color-2:var(--quiet);--scalar-sidebar-border-color:var(--line);--scalar-sidebar-color-active:var(--ink);
--scalar-sidebar-item-hover-background:var(--paper);--scalar-sidebar-item-active-background:var(--paper);
--scalar-sidebar-search-background:var(--raised);--scalar-sidebar-search-border-color:var(--line);
--scalar-sidebar-search-color:var(--quiet);--scalar-radius:.375rem;--scalar-radius-lg:.375rem;--scalar-radius-xl:.375rem;
--scalar-font:${TEXT_FACE};--scalar-custom-header-height:3.25rem}
body{background:var(--paper)}
.scalar-app :is(h1,h2,h3){font-family:${DISPLAY_FACE};font-weight:780;font-stretch:112%;letter-spacing:-.02em;line-height:1.1}
.scalar-app :focus-visible{outline:3px solid var(--signal);outline-offset:2px}
.head{position:sticky;top:0;z-index:10;display:flex;align-items:center;gap:1.5rem;box-sizing:border-box;height:3.25rem;
padding-inline:1.5rem;background:var(--paper);border-bottom:1px solid var(--line);font:600 1rem/1 ${DISPLAY_FACE}}
.head a{display:inline-flex;align-items:center;min-height:2.75rem;color:var(--ink);text-decoration:none}
.head a:hover{text-decoration:underline;text-underline-offset:.4em}
.head .house{margin-right:auto;font-size:1.375rem;font-weight:900;font-stretch:125%;letter-spacing:-.025em}
`

/** Puts the house's name and the ways on above a page of the reader, says its language, and brings the faces. */
export const framed = (page: string): string =>
  page
    .replace('<html>', '<html lang="en">')
    .replace('</head>', `${FACES}</head>`)
    .replace(
      '<body>',
      `<body><header class="head"><a class="house" href="/">Foyer</a><a href="/openapi.json">OpenAPI</a><a href="/docs/errors">Errors</a></header>`,
    )

/** A page of text that needs no script. @param body as HTML */
export const plainPage = (title: string, body: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title>${FACES}
<style>:root{${inksOf(0)}color-scheme:light dark}@media(prefers-color-scheme:dark){:root{${inksOf(1)}}}
body{font:1.0625rem/1.6 ${TEXT_FACE};margin:0;color:var(--ink);background:var(--paper)}
header,main{max-width:42rem;margin-inline:auto;padding-inline:clamp(1rem,.4rem + 2.6vw,2.5rem)}
header{display:flex;gap:1.5rem;align-items:center;min-height:3.5rem;font:600 1rem/1 ${DISPLAY_FACE}}
header a{display:inline-flex;align-items:center;min-height:2.75rem;text-decoration:none}
header a:first-child{margin-right:auto;font-size:1.375rem;font-weight:900;font-stretch:125%;letter-spacing:-.025em}
main{padding-block:2.5rem 6rem;border-top:1px solid var(--line)}
h1{margin:0;font:780 clamp(2rem,1.6rem + 2vw,3rem)/1.05 ${DISPLAY_FACE};font-stretch:114%;letter-spacing:-.028em;text-wrap:balance}
a{color:inherit;text-underline-offset:.18em}:focus-visible{outline:3px solid var(--signal);outline-offset:3px}
code{font-size:.9em;overflow-wrap:anywhere}p>code{color:var(--quiet)}
dl{margin-top:2rem;border-top:1px solid var(--line)}
dt{padding-top:1rem;font-weight:600}dd{margin:0;padding-bottom:1rem;border-bottom:1px solid var(--line)}</style>
<header><a href="/">Foyer</a><a href="/docs/">API</a><a href="/docs/errors">Errors</a></header>
<main>${body}</main></html>`
