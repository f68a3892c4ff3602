import type { Drawing, Letter } from './draw.ts'
import { HEIGHT, WIDTH } from './pictures.ts'

const BEYOND = 40

/**
 * What stands within the `svg` of a poster. As text rather than elements, since a page has dozens that never change, and
 * taking each of their parts over would keep a telephone busy.
 */
export function posterMarkup({ inks, picture, moved, lettersFrom, title, bill }: Drawing): string {
  const letters = bill === undefined ? title : [...title, bill]
  return (
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${inks.ground}"/>` +
    `<path d="${picture}" fill="${inks.figure}"${moved === undefined ? '' : ` transform="${moved}"`}/>` +
    (lettersFrom < HEIGHT
      ? // Past the edge of the sheet, where a rounded pixel would show the picture below.
        `<rect y="${lettersFrom}" width="${WIDTH}" height="${HEIGHT - lettersFrom + BEYOND}" fill="${inks.ground}"/>`
      : '') +
    `<g fill="${inks.letters}">${letters.map(line).join('')}</g>`
  )
}

const line = ({ text, x, y, size, length }: Letter): string =>
  `<text x="${x}" y="${round(y)}" font-size="${round(size)}"` +
  `${length === undefined ? '' : ` textLength="${length}" lengthAdjust="spacingAndGlyphs"`}>${escape(text)}</text>`

const round = (value: number): number => Math.round(value * 10) / 10

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
