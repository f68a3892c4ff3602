/** The mean of each second and those before it, over so many: what a line is drawn of. */
export function smooth(counts: readonly number[], seconds: number): number[] {
  let sum = 0
  return counts.map((count, index) => {
    sum += count - (index >= seconds ? (counts[index - seconds] ?? 0) : 0)
    return sum / Math.min(seconds, index + 1)
  })
}

/** The end of an axis that shows a value: 1, 2 or 5 times a power of ten. */
export function axisEnd(value: number): number {
  if (value <= 1) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5, 10].map((step) => step * power).find((end) => end >= value) ?? value
}

/** Points of a line in a box, the last second at its right edge; `seconds` fill its width. */
export function pointsOf(
  values: readonly number[],
  box: { readonly width: number; readonly height: number; readonly seconds: number; readonly end: number },
): string {
  const { width, height, seconds, end } = box
  return values
    .slice(-seconds)
    .map((value, index, shown) => {
      const x = width - ((shown.length - 1 - index) / (seconds - 1)) * width
      const y = height - (Math.min(value, end) / end) * height
      return `${x.toFixed(1)},${y.toFixed(1)}`
    })
    .join(' ')
}
