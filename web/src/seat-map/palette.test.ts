import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { SHAPES } from './palette.ts'

const css = ['./seat-map.css', '../styles/tokens.css']
  .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
  .join('\n')

/** Lightness, chroma and hue of a custom property, by day and by night. */
function coloursOf(name: string): { readonly day: number[]; readonly night: number[] } {
  const found = new RegExp(`--${name}:\\s*light-dark\\(\\s*oklch\\(([^)]+)\\),\\s*oklch\\(([^)]+)\\)`).exec(css)
  assert.ok(found, `--${name} is drawn for day and night`)
  const [, day = '', night = ''] = found
  return { day: day.split(' ').map(Number), night: night.split(' ').map(Number) }
}

/** Relative luminance of WCAG of a colour in OKLCH (Björn Ottosson's matrices). */
function luminance([lightness = 0, chroma = 0, hue = 0]: readonly number[]): number {
  const angle = (hue * Math.PI) / 180
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)]
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s
  const seen = (value: number) => Math.min(1, Math.max(0, value))
  return 0.2126 * seen(red) + 0.7152 * seen(green) + 0.0722 * seen(blue)
}

function contrast(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

describe('colours of the price levels', () => {
  const levels = SHAPES.map((_, level) => coloursOf(`seat-level-${level + 1}`))
  const [paper, ground, onLevel] = [coloursOf('color-paper'), coloursOf('seat-ground'), coloursOf('seat-on-level')]

  for (const theme of ['day', 'night'] as const)
    test(`by ${theme} stand out from their ground, and carry a number`, () => {
      for (const [index, level] of levels.entries()) {
        assert.ok(contrast(level[theme], paper[theme]) >= 3, `level ${index + 1} on paper`)
        assert.ok(contrast(level[theme], ground[theme]) >= 3, `level ${index + 1} on the ground of a section`)
        assert.ok(contrast(level[theme], onLevel[theme]) >= 4.5, `a number on level ${index + 1}`)
      }
    })

  test('go one way in lightness, so that they are in order for eyes that see no hues', () => {
    const lightness = (theme: 'day' | 'night') => levels.map((level) => level[theme][0] ?? 0)
    assert.deepEqual(
      lightness('day'),
      lightness('day').toSorted((a, b) => a - b),
    )
    assert.deepEqual(
      lightness('night'),
      lightness('night').toSorted((a, b) => b - a),
    )
  })

  test('have each a shape of its own beside the colour', () => {
    assert.equal(new Set(SHAPES).size, SHAPES.length)
  })
})
