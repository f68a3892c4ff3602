import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { facesOf, type TypeStyle } from './fonts.ts'

const STYLES: readonly TypeStyle[] = ['title', 'strong', 'text', 'label', 'figure']

describe('the typefaces of a ticket, in every style', () => {
  for (const [script, sample] of [
    ['English, and the marks of print', 'The quick brown fox: 0123456789 “quotes” – dash — … · € £ ¥ ₹'],
    ['the accents of Europe', 'Zoë Ängström Łukasz Żółty Çağlar Şener Dvořák Győr Reykjavík Ñandú Ærø'],
    ['Vietnamese', 'Nguyễn Thị Hồng Đặng'],
    ['Greek', 'Η Νύχτα των Ποιητών Ὀδύσσεια'],
    ['Cyrillic', 'Дмитрий Иванов Їжак Љубав'],
    ['Devanagari', 'अनन्या शर्मा'],
    ['Japanese', '東京フィルハーモニー交響楽団「第九」席番号ひらがな、。'],
  ] as const)
    test(`cover ${script}`, () => {
      for (const style of STYLES)
        for (const character of new Set(sample.normalize('NFC'))) {
          const point = character.codePointAt(0) ?? 0
          assert.ok(
            facesOf(style).some((face) => face.covers(point)),
            `${character} in ${style}`,
          )
        }
    })

  test('do not cover Hangul, Arabic, Hebrew and Thai: whoever adds them will change this', () => {
    for (const character of '한عשก')
      assert.ok(!facesOf('text').some((face) => face.covers(character.codePointAt(0) ?? 0)), character)
  })
})
