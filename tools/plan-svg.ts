/**
 * Draws a manifest, so that a plan can be looked at:
 *   npm run --silent plan:svg -- manifest.json > plan.svg
 */
import { readFileSync } from 'node:fs'
import {
  compileManifest,
  PLACE_ACCESSIBLE,
  PLACE_COMPANION,
  PLACE_RESTRICTED_VIEW,
  type CompiledManifest,
  type Manifest,
} from '@foyer/contract'

const COLOURS = ['#3b4cc0', '#2a9d8f', '#e9a03b', '#c8553d', '#8e5ea2', '#577590', '#9aa35b', '#7a5c45']
const SEAT_RADIUS = 4.2

/** The SVG text of a plan: decor, areas, seats by category, names of sections. */
function drawPlan(manifest: Manifest): string {
  const [left, top, right, bottom] = manifest.bounds
  const compiled = compileManifest(manifest)
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${right - left} ${bottom - top}" font-family="sans-serif">`,
    `<rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" fill="#f6f4ef"/>`,
    ...(manifest.decor ?? []).map(({ outline }) => polygon(outline, '#d8e2d0', '#9aa890')),
    ...manifest.sections.flatMap((section, index) =>
      section.kind === 'area'
        ? [polygon(section.outline ?? [], colourOf(compiled, compiled.sections[index]?.first), '#555', 0.35)]
        : [],
    ),
    ...seats(compiled),
    ...manifest.sections.map((section, index) => nameOf(compiled, index, section.name)),
    '</svg>',
  ]
  return parts.join('\n')
}

function seats(compiled: CompiledManifest): string[] {
  const drawn: string[] = []
  for (let place = 0; place < compiled.count; place++) {
    if ((compiled.rowOf[place] ?? -1) < 0) continue
    const flags = compiled.flags[place] ?? 0
    const fill = flags & PLACE_ACCESSIBLE ? '#ffffff' : flags & PLACE_COMPANION ? '#9ecbff' : colourOf(compiled, place)
    const stroke =
      flags & (PLACE_ACCESSIBLE | PLACE_COMPANION) ? '#0057b8' : flags & PLACE_RESTRICTED_VIEW ? '#000' : 'none'
    drawn.push(
      `<circle cx="${fixed(compiled.x[place])}" cy="${fixed(compiled.y[place])}" r="${SEAT_RADIUS}" fill="${fill}" stroke="${stroke}"/>`,
    )
  }
  return drawn
}

function nameOf(compiled: CompiledManifest, index: number, name: string): string {
  const section = compiled.sections[index]
  if (!section) return ''
  const end = section.first + section.count
  const middle = (values: Float32Array) => {
    const own = values.subarray(section.first, end)
    return fixed(own.reduce((sum, value) => sum + value, 0) / own.length)
  }
  const size = Math.max(6, Math.min(60, Math.sqrt(section.count) * 2.2))
  return `<text x="${middle(compiled.x)}" y="${middle(compiled.y)}" font-size="${size}" text-anchor="middle" dominant-baseline="middle" fill="#111" stroke="#fff" stroke-width="${size / 6}" paint-order="stroke">${escape(name)}</text>`
}

const colourOf = (compiled: CompiledManifest, place = 0): string =>
  COLOURS[(compiled.categoryOf[place] ?? 0) % COLOURS.length] ?? '#777'

const polygon = (points: readonly (readonly [number, number])[], fill: string, stroke: string, opacity = 1): string =>
  `<polygon points="${points.map((point) => point.join(',')).join(' ')}" fill="${fill}" fill-opacity="${opacity}" stroke="${stroke}" stroke-width="2"/>`

const fixed = (value = 0): string => value.toFixed(1)

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const file = process.argv[2]
if (import.meta.main && file) console.log(drawPlan(JSON.parse(readFileSync(file, 'utf8')) as Manifest))
