import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { additionOf, EMPTY_ADDITION, type Present } from './addition.ts'
import { toMajor, toMinor } from './amounts.ts'
import { parseCsv, sumOf, toCsv } from './csv.ts'
import { labelsBetween } from './labels.ts'
import { pricedBy } from './new-prices.ts'
import { refusalsOf } from './refusals.ts'

const present: Present = {
  currency: 'EUR',
  levels: [{ name: 'Standard', allIn: 4_500 }],
  sections: [
    { name: 'Stalls', kind: 'seated' },
    { name: 'Floor', kind: 'area' },
  ],
  isFixed: true,
}

describe('tickets to add', () => {
  test('rows are counted by number or by letter, up or down; a name alone is one row', () => {
    assert.deepEqual(labelsBetween('A', 'D'), ['A', 'B', 'C', 'D'])
    assert.deepEqual(labelsBetween('Y', 'ab'), ['Y', 'Z', 'AA', 'AB'])
    assert.deepEqual(labelsBetween('12', '10'), ['12', '11', '10'])
    assert.deepEqual(labelsBetween('Loge 3', 'Loge 3'), ['Loge 3'])
    for (const [from, to] of [
      ['A', '3'],
      ['', ''],
      ['1', '501'],
      ['Loge 1', 'Loge 3'],
    ] as const)
      assert.equal(labelsBetween(from, to), undefined)
  })

  test('amounts have as many digits as their currency', () => {
    assert.deepEqual(
      ['25', '25,5', '25.50', '0.05', '25.505', '-1', ''].map((text) => toMinor(text, 'EUR')),
      [2_500, 2_550, 2_550, 5, undefined, undefined, undefined],
    )
    assert.equal(toMinor('2500', 'JPY'), 2_500)
    assert.equal(toMinor('2500.5', 'JPY'), undefined)
    assert.deepEqual([toMajor(5, 'EUR'), toMajor(2_500, 'JPY')], ['0.05', '2500'])
  })

  test('a form becomes lines of a file and tells their sum', () => {
    const draft = { ...EMPTY_ADDITION, kind: 'seats' as const, section: ' Balcony, left ' }
    const added = additionOf(
      {
        ...draft,
        rowFrom: 'A',
        rowTo: 'C',
        seatFrom: '5',
        seatTo: '14',
        levelName: 'Cheap',
        faceValue: '9,50',
        fees: '',
      },
      present,
    )
    assert.ok(!('faults' in added))
    assert.deepEqual([added.places, added.perRow, added.allIn, added.rows], [30, 10, 950, ['A', 'B', 'C']])
    const lines = parseCsv(added.csv).map(({ cells }) => cells)
    assert.deepEqual(lines[1], ['Balcony, left', 'A', '5', '10', 'Cheap', '9.50', '0.00'])
    assert.equal(lines.length, 4)
    const area = additionOf({ ...EMPTY_ADDITION, section: 'Floor', count: '400', level: 'Standard' }, present)
    assert.ok(!('faults' in area))
    assert.deepEqual(parseCsv(area.csv)[1]?.cells, ['Floor', '', '', '400', 'Standard', '', ''])
    assert.equal(area.allIn, 4_500)
  })

  test('what is wrong is told by field, all of it', () => {
    const faultsOf = (draft: Partial<typeof EMPTY_ADDITION>) => {
      const read = additionOf({ ...EMPTY_ADDITION, ...draft }, present)
      return 'faults' in read ? read.faults : {}
    }
    assert.deepEqual(faultsOf({}), { section: 'missing', count: 'missing', levelName: 'missing', faceValue: 'missing' })
    assert.deepEqual(faultsOf({ section: 'Stalls', count: '0', levelName: 'Standard', faceValue: '1', fees: 'x' }), {
      section: 'sectionFixed',
      count: 'number',
      levelName: 'levelTaken',
      fees: 'amount',
    })
    const seats = { kind: 'seats' as const, section: 'Floor', level: 'Standard' }
    assert.deepEqual(faultsOf({ ...seats, rowFrom: 'A', rowTo: '3', seatTo: '9' }), {
      section: 'isArea',
      rowTo: 'rows',
    })
    assert.deepEqual(faultsOf({ ...seats, section: 'New', rowFrom: 'A', seatFrom: '9', seatTo: '1' }), {
      seatTo: 'seatsDown',
    })
  })

  test('a file is summed before it is sent, and its refusals stand at the lines that a person sees', () => {
    const text = 'section,count,price\r\n"Stalls, left",10,9\r\n\r\nFloor,ten,9\n"a ""b""",5,'
    const lines = parseCsv(text)
    assert.deepEqual(
      lines.map(({ number, cells }) => [number, cells[0]]),
      [
        [1, 'section'],
        [2, 'Stalls, left'],
        [4, 'Floor'],
        [5, 'a "b"'],
      ],
    )
    assert.deepEqual(sumOf(lines), { lines: 3, places: undefined, sections: 3 })
    assert.equal(sumOf(parseCsv(toCsv([['count'], ['3'], ['4']]))).places, 7)
    const errors = [
      { field: 'line 3, count', expected: 'a whole number' },
      { field: 'body', expected: 'text' },
    ]
    assert.deepEqual(refusalsOf({ type: '', title: '', status: 400, code: 'bad-request', errors }, lines), [
      { line: 4, field: 'count', found: 'ten', expected: 'a whole number' },
      { line: undefined, field: '', found: '', expected: 'text' },
    ])
  })

  test('categories of a plan get prices under their names; what is left empty gets none', () => {
    const unpriced = ['a', 'b', 'c'].map((key) => ({ key, name: key === 'c' ? 'a' : key }))
    const typed = { a: { faceValue: '9', fees: '' }, c: { faceValue: '7.50', fees: '1' } }
    const priced = pricedBy([], unpriced, typed, 'EUR')
    assert.deepEqual(priced.levels, [
      { name: 'a', categories: ['a'], faceValue: 900, fees: 0 },
      { name: 'a 2', categories: ['c'], faceValue: 750, fees: 100 },
    ])
    assert.deepEqual([priced.added, priced.faults.size], [2, 0])
    const wrong = pricedBy([], unpriced, { b: { faceValue: 'x', fees: '' } }, 'EUR')
    assert.deepEqual([[...wrong.faults], wrong.added], [['b'], 0])
  })
})
