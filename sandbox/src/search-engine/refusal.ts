export interface Reply {
  readonly status: number
  readonly body: object
}

/** What the engine refuses, in its own words. */
export class Refusal extends Error {
  readonly reply: Reply
  constructor(status: number, type: string, reason: string) {
    super(reason)
    this.reply = { status, body: { error: { type, reason, root_cause: [{ type, reason }] }, status } }
  }
}

export type Source = Readonly<Record<string, unknown>>
