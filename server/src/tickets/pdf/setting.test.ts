import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { RecordingDocument } from '../testing/recording-document.ts'
import { breakLines, drawLine, fitLines, widthOf } from './setting.ts'

const doc = new RecordingDocument()
const SETTING = { style: 'text', size: 10 } as const
const broken = (text: string, width: number, linesMax = 10) => breakLines(doc, text, SETTING, width, linesMax)

describe('breaking a text into lines', () => {
  test('breaks between words, and no line is wider than allowed', () => {
    const { lines, whole } = broken('A rather long title of an evening in town', 80)
    assert.ok(whole)
    assert.equal(lines.join(' '), 'A rather long title of an evening in town')
    for (const line of lines) assert.ok(widthOf(doc, line, SETTING) <= 80)
  })

  test('keeps punctuation with its word', () => {
    for (let width = 45; width < 120; width += 3)
      for (const line of broken('Tonight, (only) “here”: one, two; three!', width).lines)
        assert.doesNotMatch(line, /^[,:;!)”]|[(“]$/)
  })

  test('breaks Japanese without spaces', () => {
    const { lines } = broken('東京フィルハーモニー交響楽団第九特別演奏会', 60)
    assert.ok(lines.length > 2)
    assert.equal(lines.join(''), '東京フィルハーモニー交響楽団第九特別演奏会')
  })

  test('breaks a word only where it fits no line, and says that it did', () => {
    const { lines, whole } = broken('Donaudampfschifffahrtsgesellschaft', 60)
    assert.equal(whole, false)
    assert.equal(lines.join(''), 'Donaudampfschifffahrtsgesellschaft')
  })

  test('cuts what is too much with an ellipsis, and says that it did', () => {
    const { lines, whole } = broken('One two three four five six seven eight nine ten', 60, 2)
    assert.equal(whole, false)
    assert.equal(lines.length, 2)
    assert.match(lines[1] ?? '', /…$/)
    assert.ok(widthOf(doc, lines[1] ?? '', SETTING) <= 60)
  })

  test('makes no line of nothing', () => {
    assert.deepEqual(broken('  ', 60), { lines: [], whole: true })
  })
})

test('a text is set at the largest size at which it fits whole', () => {
  const at = (width: number) => fitLines(doc, 'North Stand', 'figure', [40, 20, 10], width, 1).size
  assert.equal(at(1_000), 40)
  assert.equal(at(widthOf(doc, 'North Stand', { style: 'figure', size: 20 }) + 0.1), 20)
  assert.equal(at(5), 10)
})

describe('a line', () => {
  const runs = (text: string) => {
    const recording = new RecordingDocument()
    drawLine(recording, text, 0, 10, SETTING)
    return recording.said.map((said) => said.text)
  }
  test('changes its typeface only where it must', () => {
    assert.deepEqual(runs('Live: 東京 Tokyo'), ['Live: ', '東京', ' Tokyo'])
  })

  test('leaves out pictographs that no typeface has', () => {
    assert.deepEqual(runs('🎄 Café 🎉'), ['Café '])
  })
})
