import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { parseCoordinates } from './coordinates.ts'

/** What coordinates are made of, so that nearly right ones are tried. */
const ALMOST = '0123456789.°\'"NSEW ,-'.split('')

describe('coordinates', () => {
  const read: [string, number, number][] = [
    ['49°16\'36"N 123°6\'43"W', 49.276667, -123.111944],
    ['37.403°N 121.970°W', 37.403, -121.97],
    ['40°48\'48.7"N 74°4\'27.7"W', 40.813528, -74.074361],
    ['33°53′27″S, 151°13′29″E', -33.890833, 151.224722],
    ["51°33.3'N 0°16.5'W", 51.555, -0.275],
    ['48°N 2°E', 48, 2],
    ['37.403, -121.970', 37.403, -121.97],
    ['-33.87 151.2', -33.87, 151.2],
    ['0°N 0°E', 0, 0],
  ]
  for (const [text, lat, lng] of read)
    test(`reads ${text}`, () => assert.deepEqual(parseCoordinates(text), { lat, lng }))

  const refused = [
    '',
    'Vancouver',
    '123°6\'43"W 49°16\'36"N',
    '49°61\'00"N 123°6\'43"W',
    '49°16\'60"N 123°6\'43"W',
    '91°N 0°E',
    '0°N 181°W',
    '49°16\'36" 123°6\'43"',
    '49°16\'36"N',
    '37.403.1°N 121.970°W',
    "37.4°30'N 121°W",
    '95.0, 10.0',
    '1,2,3',
    `${'9'.repeat(50)}°N 0°E`,
  ]
  for (const text of refused)
    test(`refuses ${text || 'nothing'}`, () => assert.equal(parseCoordinates(text), undefined))

  test('what degrees, minutes and seconds say is read back to a tenth of a second', () => {
    const side = (max: number) => fc.tuple(fc.nat(max - 1), fc.nat(59), fc.nat(599), fc.boolean())
    fc.assert(
      fc.property(side(90), side(180), ([d1, m1, s1, south], [d2, m2, s2, west]) => {
        const text = `${d1}°${m1}'${s1 / 10}"${south ? 'S' : 'N'} ${d2}°${m2}'${s2 / 10}"${west ? 'W' : 'E'}`
        const point = parseCoordinates(text)
        assert.ok(point, text)
        assert.ok(Math.abs(Math.abs(point.lat) - (d1 + m1 / 60 + s1 / 36_000)) < 1e-6)
        assert.ok(Math.abs(Math.abs(point.lng) - (d2 + m2 / 60 + s2 / 36_000)) < 1e-6)
        assert.ok(south ? point.lat <= 0 : point.lat >= 0)
        assert.ok(west ? point.lng <= 0 : point.lng >= 0)
      }),
    )
  })

  test('never throws, and never leaves the globe, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...ALMOST) })), (text) => {
        const point = parseCoordinates(text)
        if (point) assert.ok(Math.abs(point.lat) <= 90 && Math.abs(point.lng) <= 180)
      }),
    )
  })
})
