import { Refused } from '@foyer/contract/client'

/** A list of steps that is printed while it is worked through. */
export class Steps {
  readonly #print: (line: string) => void
  count = 0
  totalMs = 0

  constructor(print: (line: string) => void) {
    this.#print = print
  }

  /** Does a step; `tell` says in a few words what came of it. @throws Error naming the step when it fails. */
  async do<T>(name: string, work: () => Promise<T>, tell: (result: T) => string): Promise<T> {
    const started = performance.now()
    try {
      const result = await work()
      this.#say('ok', name, started, tell(result))
      return result
    } catch (error) {
      this.#say('FAILED', name, started, error instanceof Error ? error.message : String(error))
      throw new Error(`${name} failed`, { cause: error })
    }
  }

  /** Does a step that must be refused with the given code. */
  async refused(name: string, code: string, work: () => Promise<unknown>): Promise<Refused> {
    return this.do(
      name,
      async () => {
        try {
          await work()
        } catch (error) {
          if (error instanceof Refused && error.problem.code === code) return error
          throw error
        }
        throw new Error(`expected a refusal with ${code}, and it was done`)
      },
      (refusal) => `refused as it must be: ${refusal.problem.detail ?? refusal.problem.title}`,
    )
  }

  #say(mark: string, name: string, started: number, what: string): void {
    const ms = performance.now() - started
    this.count++
    this.totalMs += ms
    this.#print(`${mark.padEnd(7)}${`${ms.toFixed(1)} ms`.padStart(10)}  ${name.padEnd(36)} ${what}`)
  }
}
