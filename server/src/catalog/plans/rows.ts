/**
 * Shares out seats among rows so that they sum up exactly: the last row is `growth` times as long as the first, and what
 * rounding leaves over falls on the rows from the back.
 * @throws RangeError when there are fewer seats than rows.
 */
export function shareSeats(seats: number, rows: number, growth: number): number[] {
  if (seats < rows) throw new RangeError(`${seats} seats do not fill ${rows} rows`)
  const weights = Array.from({ length: rows }, (_, row) => 1 + (rows === 1 ? 0 : ((growth - 1) * row) / (rows - 1)))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const shared = weights.map((weight) => Math.max(1, Math.floor((seats * weight) / total)))
  let left = seats - shared.reduce((sum, own) => sum + own, 0)
  for (let row = rows - 1; left !== 0; row = row === 0 ? rows - 1 : row - 1) {
    const step = left > 0 ? 1 : -1
    if ((shared[row] ?? 0) + step < 1) continue
    shared[row] = (shared[row] ?? 0) + step
    left -= step
  }
  return shared
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A to Z without I and O, which are taken for figures; then AA, BB, and so on, as theatres do. */
export function rowLetter(row: number): string {
  const letter = LETTERS[row % LETTERS.length] ?? ''
  return letter.repeat(Math.floor(row / LETTERS.length) + 1)
}

/** Seats (by index) that an aisle follows: two aisles that leave about half of the row between them. */
export function aislesOf(seats: number): number[] {
  if (seats < 8) return []
  const side = Math.round(seats * 0.26)
  return [side - 1, seats - side - 1]
}
