import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Check } from 'typebox/value'
import { Manifest } from './manifest.ts'

const plan = (text: string) => ({
  version: 1,
  name: text,
  focal: [0, 0],
  bounds: [0, 0, 100, 100],
  categories: [{ key: 'c', name: text }],
  sections: [
    { kind: 'area', key: 'a', name: text, level: text, gate: text, category: 'c', capacity: 1 },
    {
      kind: 'seated',
      key: 's',
      name: text,
      category: 'c',
      rows: [{ label: text, seats: 1, labels: { list: [text] }, positions: { at: [[0, 0]] } }],
    },
  ],
})
type Plan = ReturnType<typeof plan>

test('what a ticket prints of a plan is text on one line', () => {
  const good = plan('Rang 1 – Ü')
  assert.ok(Check(Manifest, good))
  const [area, seated] = good.sections
  for (const text of ['a\0b', 'two\r\nlines', '\u007f'])
    for (const change of [
      { name: text },
      { categories: [{ key: 'c', name: text }] },
      { sections: [{ ...area, name: text }] },
      { sections: [{ ...area, level: text }] },
      { sections: [{ ...area, gate: text }] },
      { sections: [{ ...seated, rows: plan(text).sections[1]?.rows }] },
    ] satisfies Partial<Record<keyof Plan, unknown>>[])
      assert.ok(!Check(Manifest, { ...good, ...change }), JSON.stringify(change))
})
