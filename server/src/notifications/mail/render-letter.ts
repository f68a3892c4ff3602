import type { Letter } from './letter.ts'

/** A letter as plain text: everything that its HTML says. */
export function renderText(letter: Letter): string {
  const facts = (letter.facts ?? []).map(([label, value]) => `${label}: ${value}`).join('\n')
  const link = letter.link === undefined ? '' : `${letter.link.label}:\n${letter.link.url}`
  return [letter.title, ...letter.paragraphs, letter.code ?? '', facts, link, letter.closing.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** The same as HTML that needs nothing from elsewhere, in light and dark. Styles stand in the elements, as mail needs. */
export function renderHtml(letter: Letter): string {
  const { code, link, facts = [] } = letter
  return `<!doctype html>
<html lang="${letter.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escape(letter.subject)}</title>
</head>
<body style="margin:0;padding:0">
<div style="${BODY}">
<h1 style="font-size:26px;line-height:1.2;margin:0 0 20px">${escape(letter.title)}</h1>
${letter.paragraphs.map((text) => `<p style="margin:0 0 16px">${escape(text)}</p>`).join('\n')}
${code === undefined ? '' : `<p style="${CODE}">${escape(code)}</p>`}
${facts.length === 0 ? '' : `<table role="presentation" style="${FACTS}">${facts.map(fact).join('')}</table>`}
${link === undefined ? '' : `<p style="margin:28px 0"><a href="${escape(link.url)}" style="${LINK}">${escape(link.label)}</a></p>`}
${letter.closing.map((text) => `<p style="margin:0 0 8px;font-size:14px;opacity:0.75">${escape(text)}</p>`).join('\n')}
</div>
</body>
</html>
`
}

const BODY = 'max-width:34rem;margin:0 auto;padding:32px 20px;font:16px/1.5 system-ui,-apple-system,sans-serif'
const CODE = 'margin:24px 0;font:700 34px/1.2 ui-monospace,monospace;letter-spacing:2px'
const FACTS = 'border-collapse:collapse;width:100%;margin:8px 0;font-variant-numeric:tabular-nums'
const CELL = 'padding:10px 16px 10px 0;border-top:1px solid #8886;vertical-align:top'
const LINK =
  'display:inline-block;padding:12px 20px;border-radius:8px;background:#a63d12;color:#fff;text-decoration:none'

const fact = ([label, value]: readonly [string, string]): string =>
  `<tr><td style="${CELL};opacity:0.75">${escape(label)}</td><td style="${CELL}">${escape(value)}</td></tr>`

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign)
