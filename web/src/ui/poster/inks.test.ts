import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as inks from './inks.ts'

test('letters of every poster stand on its paper at 4.5 to 1 or more', () => {
  for (const [name, { ground, letters }] of Object.entries(inks))
    assert.ok(contrast(ground, letters) >= 4.5, `${name}: ${contrast(ground, letters).toFixed(2)}`)
})

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

/** Relative luminance of an OKLCH colour, by Björn Ottosson's matrices. */
function luminance(colour: string): number {
  const [l = 0, c = 0, h = 0] = [...colour.matchAll(/[\d.]+/g)].map(Number)
  const [a, b] = [c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)]
  const [x, y, z] = [
    (l + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (l - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (l - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ]
  const clamp = (value: number) => Math.min(1, Math.max(0, value))
  return (
    0.2126 * clamp(4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z) +
    0.7152 * clamp(-1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z) +
    0.0722 * clamp(-0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z)
  )
}
