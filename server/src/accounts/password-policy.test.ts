import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { commonPasswords } from './common-passwords.ts'
import { passwordRefusal } from './password-policy.ts'

const ada = { email: 'ada.lovelace@example.org', name: 'Ada Lovelace', organisationName: 'Analytical Halls' }

describe('a new password is refused', () => {
  for (const password of [
    'password',
    'Password1!',
    'PASSW0RD',
    '12Dragon2024',
    'football11',
    '1q2w3e4r',
    'iloveyou<3',
    'пароль2024',
    '12345678',
    '87654321',
    'aaaaaaaa',
    'abababab',
    'hijklmnop',
    'qwertyuiop',
    'ada.lovelace',
    'Ada Lovelace',
    'adalovelace99',
    'ada.lovelace@example.org',
    'analyticalhalls',
    'Foyer2026!',
    'short1!',
    '🎟🎟🎟',
  ])
    test(`when it is ${password}`, () => assert.ok(passwordRefusal(password, ada)))
})

describe('a new password is taken', () => {
  for (const password of [
    'correct horse',
    'onlylowercaseletters',
    '8302 7741 9035',
    'grün und blau',
    'пять зелёных слонов',
    '        x       ',
    '🎟🦊🌍🎈🪁🥁🎻🎺',
    'x'.repeat(3) + 'kumquat parade',
    '83027741white',
  ])
    test(`when it is ${password}`, () => assert.equal(passwordRefusal(password, ada), undefined))
})

test('the list of common passwords has several hundred entries, each in the form that is looked up', () => {
  assert.ok(commonPasswords.size > 400, String(commonPasswords.size))
  for (const entry of commonPasswords) assert.equal(entry, entry.normalize('NFKC').toLowerCase())
})
