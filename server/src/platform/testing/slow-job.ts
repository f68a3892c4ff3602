import type { Task } from '../jobs.ts'

/** A job that a test lets end. */
export interface SlowJob {
  readonly task: Task
  readonly began: Promise<void>
  readonly mayEnd: () => void
}

/** One that says in `order` when it has ended. */
export function aSlowJob(order: string[]): SlowJob {
  const [began, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const task: Task = {
    name: 'slow',
    async run() {
      began.resolve()
      await mayEnd.promise
      order.push('job')
    },
  }
  return { task, began: began.promise, mayEnd: mayEnd.resolve }
}
