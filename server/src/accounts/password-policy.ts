import { PASSWORD_LENGTH_MIN } from '@foyer/contract/accounts'
import { commonPasswords } from './common-passwords.ts'

/** Characters that habit hangs on a word: a year, a date, `123!`. */
const DECORATION_MAX = 6

export interface PasswordOwner {
  readonly email: string
  readonly name: string
  readonly organisationName?: string | undefined
}

/**
 * What is expected of a password that is refused; undefined for one that is good. Length is the contract's; which kinds
 * of characters it has is nobody's business (NIST SP 800-63B). What everybody tries first is refused, with digits and
 * signs around it or not, and so is what anybody knows who knows the person.
 */
export function passwordRefusal(password: string, owner: PasswordOwner): string | undefined {
  const plain = password.normalize('NFKC').toLowerCase()
  if (Array.from(password.normalize('NFC')).length < PASSWORD_LENGTH_MIN)
    return `at least ${PASSWORD_LENGTH_MIN} characters`
  if (isRun(plain)) return 'not one character over and over, nor a run such as 12345678 or qwertyui'
  if (commonPasswords.has(plain) || commonPasswords.has(stem(plain)))
    return 'not one of the passwords that everybody tries first'
  const own = ownWords(owner)
  if (own.has(plain) || own.has(stem(plain))) return 'not your own name or address'
  return undefined
}

/** `Dragon2024!` is `dragon` to whoever guesses. Where more is hung on than people do by habit, it counts. */
function stem(plain: string): string {
  const word = plain.replace(/^[^\p{L}]+/u, '').replace(/[^\p{L}]+$/u, '')
  return plain.length - word.length <= DECORATION_MAX ? word : plain
}

function ownWords(owner: PasswordOwner): Set<string> {
  const email = owner.email.toLowerCase()
  const names = [owner.name, owner.organisationName ?? ''].map((name) => name.normalize('NFKC').toLowerCase())
  return new Set(
    [email, ...email.split('@'), ...names, ...names.map((name) => name.replaceAll(/\s+/gu, '')), 'foyer'].filter(
      (word) => word !== '',
    ),
  )
}

/** Rows of keyboards and alphabets, forwards; they are read backwards as well. */
const ROWS = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
]
const RUNS = ROWS.flatMap((row) => [row, Array.from(row).reverse().join('')])

/** One character, or one short word, again and again; or a piece of a row. */
const isRun = (plain: string): boolean => /^(.{1,4})\1+$/su.test(plain) || RUNS.some((row) => row.includes(plain))
