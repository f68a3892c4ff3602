import { setTimeout as wait } from 'node:timers/promises'
import type { RunningFoyer } from './foyer.ts'

const LOOK_MS = 200
const PATIENCE_MS = 45_000

export interface Mail {
  readonly subject: string
  readonly text: string
  readonly attachments: readonly { readonly name: string; readonly bytes: number }[]
}

/** The newest mail to an address whose subject fits, as soon as it is there. */
export async function mailTo({ mailUrl }: RunningFoyer, address: string, subject: RegExp): Promise<Mail> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await wait(LOOK_MS)) {
    const response = await fetch(`${mailUrl}/mails?to=${encodeURIComponent(address)}`)
    const { items } = (await response.json()) as { items: Mail[] }
    const mail = items.find((one) => subject.test(one.subject))
    if (mail !== undefined) return mail
  }
  throw new Error(`no mail to ${address} about ${subject} came within ${PATIENCE_MS} ms`)
}

/** The eight digits of the newest code that was sent to an address for one purpose, as its subject tells. */
export async function codeFor(foyer: RunningFoyer, address: string, purpose = /is your code$/): Promise<string> {
  const { subject } = await mailTo(foyer, address, purpose)
  return /\d{4} \d{4}/.exec(subject)?.[0] ?? ''
}
