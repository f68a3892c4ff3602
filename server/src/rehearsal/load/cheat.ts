import { newId } from '../../platform/ids.ts'
import type { Person } from './person.ts'
import type { LoadPlan } from './plan.ts'
import type { Tally } from './tally.ts'
import type { Wire } from './wire.ts'

interface Cheated {
  readonly wire: Wire
  readonly tally: Tally
  readonly plan: LoadPlan
}

/**
 * What a bot tries beside standing in line: a token of which one character is another, a hold without a pass, and a hold
 * with a pass that it made up. Each must be refused; which is let through is told.
 */
export async function cheat(
  { wire, tally, plan }: Cheated,
  person: Person,
  accessToken: string,
  onWrong: (what: string) => void,
): Promise<void> {
  const event = `/v1/events/${plan.eventId}`
  const wish = { bestAvailable: { quantity: 1 } }
  const forged = forge(accessToken)
  const attempts = [
    ['an access token that nobody signed', '/queue', forged, { nonce: '00'.repeat(16) }],
    ['a hold without a pass', '/holds', accessToken, wish],
    ['a hold with a made-up pass', '/holds', accessToken, { ...wish, pass: forge(person.queueToken ?? 'x.y') }],
  ] as const
  for (const [what, path, token, body] of attempts) {
    const asked = { step: 'hold', method: 'POST', path: event + path, token, key: newId(), body } as const
    const outcome = await wire.ask({ ...asked, due: performance.now(), quiet: true })
    if (outcome.kind === 'done') onWrong(`${what} was let through, for person ${person.number}`)
    else tally.count(outcome.kind === 'refused' ? 'cheats refused' : 'cheats unanswered')
  }
}

/** The same with its fifth-last character another. */
const forge = (token: string): string => {
  const at = Math.max(0, token.length - 5)
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
}
