import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { create, type Font } from 'fontkit'
import { plainFontOf } from './woff.ts'

/**
 * The typefaces of the printed ticket. Archivo carries it, narrow for labels and figures; Noto Sans stands in for what
 * Archivo lacks (Greek, Cyrillic, Devanagari), BIZ UDPGothic for Japanese and the Chinese characters that it shares.
 * Scripts that none of them has (Hangul, Arabic, Hebrew, Thai, …) show the empty box of the first face.
 */
export type TypeStyle = 'title' | 'strong' | 'text' | 'label' | 'figure'

/** One font file: the smallest piece that a line of text is set from. */
export interface Face {
  readonly name: string
  readonly bytes: Buffer
  covers(codePoint: number): boolean
}

const PACKAGES = {
  archivo: import.meta.resolve('@fontsource/archivo/package.json'),
  'archivo-narrow': import.meta.resolve('@fontsource/archivo-narrow/package.json'),
  'noto-sans': import.meta.resolve('@fontsource/noto-sans/package.json'),
  'biz-udpgothic': import.meta.resolve('@fontsource/biz-udpgothic/package.json'),
}
type Family = keyof typeof PACKAGES

const LATIN = ['latin', 'latin-ext', 'vietnamese']
const NOTO = ['greek', 'greek-ext', 'cyrillic', 'cyrillic-ext', 'devanagari', ...LATIN]

const family = (name: Family, subsets: readonly string[], weight: number) =>
  subsets.map((subset) => faceOf(name, subset, weight))
const archivo = (weight: number) => family('archivo', LATIN, weight)
const narrow = (weight: number) => family('archivo-narrow', LATIN, weight)
const noto = (weight: number) => family('noto-sans', NOTO, weight)
const gothic = family('biz-udpgothic', ['japanese'], 400)
const gothicBold = family('biz-udpgothic', ['japanese'], 700)

const FACES: Readonly<Record<TypeStyle, readonly Face[]>> = {
  title: [...archivo(800), ...noto(800), ...gothicBold],
  strong: [...archivo(600), ...noto(600), ...gothicBold],
  text: [...archivo(400), ...noto(400), ...gothic],
  label: [...narrow(500), ...noto(500), ...gothic],
  figure: [...narrow(700), ...noto(700), ...gothicBold],
}

/** The faces of a style in the order in which they are asked for a character. */
export const facesOf = (style: TypeStyle): readonly Face[] => FACES[style]

/** A face, opened when it is first asked for a character and kept: a ticket in English never reads the Japanese one. */
function faceOf(family: Family, subset: string, weight: number): Face {
  const name = `${family}-${subset}-${weight}-normal`
  const opened = once(() => openFont(family, name))
  return {
    name,
    get bytes() {
      return opened().bytes
    },
    covers: (codePoint) => opened().font.hasGlyphForCodePoint(codePoint),
  }
}

function openFont(family: Family, name: string): { bytes: Buffer; font: Font } {
  const file = fileURLToPath(new URL(`files/${name}.woff`, PACKAGES[family]))
  const bytes = plainFontOf(readFileSync(file))
  const font = create(bytes)
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`${file} is a collection, not a font`)
  return { bytes, font }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}
