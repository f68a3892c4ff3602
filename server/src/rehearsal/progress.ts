import { clock } from './report/chart.ts'

/** Where progress is shown: a terminal, or a file or pipe that keeps every line. */
export interface ProgressOutput {
  readonly isTTY?: boolean
  write(text: string): unknown
}

const BAR_WIDTH = 24
/** Off a terminal a line is written no more often than this. */
const LINE_EVERY_S = 15

/** What is going on: one line that redraws itself on a terminal, and a line now and then elsewhere. */
export class Progress {
  readonly #output: ProgressOutput
  #written = -Infinity
  #isOpen = false

  constructor(output: ProgressOutput) {
    this.#output = output
  }

  /** A part that is `done` of `total`. */
  part(label: string, done: number, total: number): void {
    this.#show(`${label} ${bar(total === 0 ? 1 : done / total)} ${done}/${total}`, done === total)
  }

  /** The sale, `share` of the way through the places, and what is to be said of this second. */
  second(second: number, share: number, says: string): void {
    this.#show(`${clock(second)} ${bar(share)} ${says}`, false)
  }

  line(text: string): void {
    if (this.#isOpen) this.#output.write('\n')
    this.#isOpen = false
    this.#output.write(`${text}\n`)
  }

  #show(text: string, isLast: boolean): void {
    if (this.#output.isTTY) {
      this.#output.write(`\r\u001b[2K${text}${isLast ? '\n' : ''}`)
      this.#isOpen = !isLast
      return
    }
    const now = performance.now() / 1_000
    if (!isLast && now - this.#written < LINE_EVERY_S) return
    this.#written = now
    this.#output.write(`${text}\n`)
  }
}

const bar = (share: number): string => {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * BAR_WIDTH)
  return '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
}
