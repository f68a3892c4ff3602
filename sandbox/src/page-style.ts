/** The look of the hosted pages: the product's colours by meaning, no script, no file but the page itself. */
export const style = `
:root {
  --paper: oklch(0.985 0.006 85); --ink: oklch(0.23 0.02 260); --quiet: oklch(0.46 0.02 260);
  --line: oklch(0.88 0.01 85); --field: oklch(1 0 0);
  --signal: oklch(0.5 0.16 35); --on-signal: oklch(0.99 0.01 85);
  --good: oklch(0.45 0.11 155); --stop: oklch(0.47 0.18 25); --stop-paper: oklch(0.95 0.03 25);
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: oklch(0.2 0.015 260); --ink: oklch(0.95 0.008 85); --quiet: oklch(0.75 0.015 260);
    --line: oklch(0.36 0.015 260); --field: oklch(0.25 0.018 260);
    --signal: oklch(0.76 0.13 50); --on-signal: oklch(0.2 0.03 50);
    --good: oklch(0.8 0.13 155); --stop: oklch(0.8 0.12 25); --stop-paper: oklch(0.3 0.06 25);
  }
}
* { box-sizing: border-box; margin: 0; }
body {
  background: var(--paper); color: var(--ink); font: 1.0625rem/1.5 system-ui, sans-serif;
  padding: 0 1.25rem 4rem; overflow-wrap: break-word;
}
main, .note { max-width: 34rem; margin-inline: auto; }
.note {
  color: var(--quiet); font-size: 0.9375rem; padding-block: 0.875rem; border-bottom: 1px solid var(--line);
  margin-bottom: 2.5rem;
}
.note strong { color: var(--ink); }
h1 { font-size: clamp(1.75rem, 1.4rem + 2vw, 2.5rem); line-height: 1.15; letter-spacing: -0.02em; font-weight: 700; }
h1, .amount, td { font-variant-numeric: tabular-nums; }
p.lead { color: var(--quiet); margin-block: 0.5rem 1.5rem; }
.lines { list-style: none; padding: 0; margin: 1.5rem 0 2rem; border-top: 1px solid var(--line); }
.lines li {
  display: flex; justify-content: space-between; gap: 1.5rem; padding-block: 0.75rem;
  border-bottom: 1px solid var(--line);
}
.lines small { display: block; color: var(--quiet); font-size: 0.9375rem; }
.lines .total { font-weight: 700; border-bottom: 0; }
.amount { white-space: nowrap; }
label { display: block; font-weight: 600; margin-bottom: 0.375rem; }
input {
  width: 100%; font: inherit; font-size: 1.1875rem; font-variant-numeric: tabular-nums; letter-spacing: 0.04em;
  padding: 0.75rem 0.875rem; color: inherit; background: var(--field); border: 1px solid var(--quiet);
  border-radius: 0.5rem;
}
input[aria-invalid] { border: 2px solid var(--stop); }
.hint { color: var(--quiet); font-size: 0.9375rem; margin-top: 0.375rem; }
.alert {
  background: var(--stop-paper); color: var(--ink); border-left: 4px solid var(--stop); border-radius: 0.25rem;
  padding: 0.75rem 1rem; margin-bottom: 2rem;
}
.alert strong { display: block; color: var(--stop); }
button, .button {
  display: block; width: 100%; font: inherit; font-weight: 650; text-align: center; text-decoration: none;
  padding: 0.875rem 1rem; border-radius: 0.5rem; border: 1px solid transparent; cursor: pointer; margin-top: 1rem;
}
.press { background: var(--signal); color: var(--on-signal); }
.plain { background: none; color: var(--ink); border-color: var(--quiet); }
button:hover, .button:hover { filter: brightness(0.94); }
:focus-visible { outline: 3px solid var(--signal); outline-offset: 3px; }
details { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
summary { font-weight: 600; cursor: pointer; padding-block: 0.25rem; }
table { width: 100%; border-collapse: collapse; margin-top: 0.75rem; font-size: 0.9375rem; }
caption { text-align: left; color: var(--quiet); padding-bottom: 0.5rem; }
th { text-align: left; color: var(--quiet); font-weight: 500; }
th, td { padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; text-align: right; }
td.number { white-space: nowrap; }
.unseen { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
td button {
  width: auto; margin: -0.125rem 0; padding: 0.125rem 0.75rem; font-weight: 600; font-size: 0.9375rem;
  background: none; color: var(--ink); border-color: var(--quiet); display: inline-block; min-height: 1.75rem;
}
pre { white-space: pre-wrap; font: inherit; border-block: 1px solid var(--line); padding-block: 1.5rem; }
iframe { width: 100%; height: 42rem; margin-top: 1.5rem; border: 1px solid var(--line); background: #fff; }
@media (max-width: 30rem) {
  table, caption, tbody, tr, td { display: block; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  tr { position: relative; padding: 0.625rem 6rem 0.625rem 0; border-bottom: 1px solid var(--line); }
  td, td.number { padding: 0; border: 0; }
  td:last-child { position: absolute; right: 0; top: 0.75rem; }
  td button { min-height: 2.5rem; }
}
@media (min-width: 48rem) { body { padding-top: 1rem; } }
`
