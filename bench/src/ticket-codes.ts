import { randomBytes, randomUUID, sign, verify } from 'node:crypto'
import { keysFrom } from '@foyer/server/platform/secrets'
import { signTicket, verifyTicket } from '@foyer/server/tickets/codec'
import { ticketKeys } from '@foyer/server/tickets/keys'
import { qrPng } from '@foyer/server/tickets/qr'
import type { BenchResult } from './lib/report.ts'

const SECONDS_EACH = 2
const WARM_UP_SECONDS = 0.5
const STATEMENT_BYTES = 70

/**
 * How many ticket codes are signed and verified a second on one core, beside the bare signature of as many bytes, and
 * how many QR pictures are drawn. Nothing is left out of a code: statement, signature, base32; and back, with the key
 * looked up.
 */
export async function ticketCodes(): Promise<BenchResult> {
  const keys = ticketKeys(keysFrom(randomBytes(32)))
  const eventId = randomUUID()
  const key = keys.forEvent(eventId, 1)
  const at = new Date('2027-06-05T17:30:00Z')
  const statement = {
    keyNumber: 1,
    eventId,
    ticketId: randomUUID(),
    address: { section: 'Block 112', row: '14', seat: '23' },
    validFrom: new Date('2027-06-05T04:00:00Z'),
    validUntil: new Date('2027-06-06T17:30:00Z'),
    holderHint: '0123456789abcdef',
  }
  const signOne = (placeNo: number) => signTicket({ ...statement, placeNo }, key)
  const codes = Array.from({ length: 1_000 }, (_, placeNo) => signOne(placeNo))
  const codeOf = (turn: number) => codes[turn % codes.length] ?? ''
  const message = randomBytes(STATEMENT_BYTES)
  const signature = sign(null, message, key.privateKey)

  const signed = perSecond(signOne)
  const verified = perSecond((turn) => {
    const verdict = verifyTicket(codeOf(turn), (event, number) => keys.forEvent(event, number).publicKey, { at })
    if (!verdict.ok) throw new Error(verdict.refused)
  })
  const bareSigned = perSecond(() => sign(null, message, key.privateKey))
  const bareVerified = perSecond(() => verify(null, message, key.publicKey, signature))
  const drawn = perSecond((turn) => qrPng(codeOf(turn)))
  const derived = perSecond(() => ticketKeys(keysFrom(message)).forEvent(eventId, 1))

  return {
    figures: {
      signedPerSecond: signed,
      verifiedPerSecond: verified,
      qrPicturesPerSecond: drawn,
      keysDerivedPerSecond: derived,
      codeCharacters: codeOf(0).length,
    },
    baseline: { ed25519SignPerSecond: bareSigned, ed25519VerifyPerSecond: bareVerified },
    ratio: round(Math.min(signed / bareSigned, verified / bareVerified)),
    invariants: { asked: 0, broken: [] },
    settings: { secondsEach: SECONDS_EACH, cores: 1 },
  }
}

function perSecond(work: (turn: number) => unknown): number {
  run(work, WARM_UP_SECONDS)
  return Math.round(run(work, SECONDS_EACH))
}

/** Turns a second over so many seconds. */
function run(work: (turn: number) => unknown, seconds: number): number {
  const started = performance.now()
  const end = started + seconds * 1_000
  let turns = 0
  while (performance.now() < end) for (let i = 0; i < 50; i++) work(turns++)
  return (turns * 1_000) / (performance.now() - started)
}

const round = (value: number) => Math.round(value * 100) / 100
