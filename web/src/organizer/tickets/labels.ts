/** Rows at most that a section has. */
const ROWS_MAX = 500

/**
 * Labels of rows from one to another: numbers (3 to 12) or letters as spreadsheets count them (A to Z, AA, AB …), up or
 * down. The same text twice is that one row, whatever it is. Undefined where nothing can be counted between them.
 */
export function labelsBetween(from: string, to: string): readonly string[] | undefined {
  if (from === to && from !== '') return [from]
  if (/^\d{1,4}$/.test(from) && /^\d{1,4}$/.test(to)) return counted(Number(from), Number(to), String)
  if (!/^[A-Za-z]{1,2}$/.test(from) || !/^[A-Za-z]{1,2}$/.test(to)) return undefined
  return counted(numberOf(from.toUpperCase()), numberOf(to.toUpperCase()), lettersOf)
}

function counted(from: number, to: number, write: (n: number) => string): readonly string[] | undefined {
  const count = Math.abs(to - from) + 1
  if (count > ROWS_MAX) return undefined
  const step = to < from ? -1 : 1
  return Array.from({ length: count }, (_, n) => write(from + n * step))
}

const BASE = 26
const BEFORE_A = 64

const numberOf = (letters: string): number =>
  Array.from(letters).reduce((sum, letter) => sum * BASE + letter.charCodeAt(0) - BEFORE_A, 0)

function lettersOf(number: number): string {
  let letters = ''
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / BASE))
    letters = String.fromCharCode(BEFORE_A + 1 + ((rest - 1) % BASE)) + letters
  return letters
}
