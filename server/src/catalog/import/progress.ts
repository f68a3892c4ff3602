/** Where progress is shown: a terminal, or a file or pipe that keeps every line. */
export interface ProgressOutput {
  readonly isTTY?: boolean
  write(text: string): unknown
}

const BAR_WIDTH = 30
/** Off a terminal a line is written for each tenth of the way. */
const LINES = 10

/** Shows how far an import is: a bar that redraws itself on a terminal, plain lines elsewhere. */
export function progressOn(output: ProgressOutput, label: string): (done: number, total: number) => void {
  let shown = -1
  return (done, total) => {
    const share = total === 0 ? 1 : done / total
    if (output.isTTY) {
      const filled = Math.round(share * BAR_WIDTH)
      const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
      output.write(`\r${label} ${bar} ${done}/${total}${done === total ? '\n' : ''}`)
      return
    }
    const line = Math.floor(share * LINES)
    if (line > shown) output.write(`${label} ${done}/${total}\n`)
    shown = Math.max(shown, line)
  }
}
