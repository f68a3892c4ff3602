import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ed25519KeyPair, signText } from '../platform/ed25519.ts'
import { keysFrom } from '../platform/secrets.ts'
import { entryTokens } from './entry-token.ts'
import { passes } from './pass.ts'

const EVENT = '01930000-0000-7000-8000-00000000000a'
const ACCOUNT = '01930000-0000-7000-8000-00000000000b'
const ENTRY = '01930000-0000-7000-8000-00000000000c'
const deriveKey = keysFrom(Buffer.alloc(32, 1))
const tokens = entryTokens(deriveKey)
const issuer = passes(deriveKey)
const place = {
  eventId: EVENT,
  entryId: ENTRY,
  accountId: ACCOUNT,
  salt: 'ab'.repeat(32),
  nonce: 'cd'.repeat(16),
  number: 7,
}
const facts = { eventId: EVENT, accountId: ACCOUNT, holdId: ENTRY, endsAt: 1_900_000_000_000, placesAtMost: 4 }

/** Every text that differs in one bit of one character. */
function* bitFlips(text: string): Generator<string> {
  for (let at = 0; at < text.length; at++)
    for (let bit = 0; bit < 7; bit++)
      yield text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + text.slice(at + 1)
}

test('a token says what was signed', () => {
  for (const one of [place, { ...place, number: null }]) assert.deepEqual(tokens.read(tokens.issue(one)), one)
})

test('a token with any bit flipped is none, nor is one in another spelling or of another installation', () => {
  const token = tokens.issue(place)
  for (const flipped of bitFlips(token)) assert.equal(tokens.read(flipped), undefined, flipped)
  for (const spelt of [`${token}=`, `${token}.`, ` ${token}`, token.slice(0, -1), ''])
    assert.equal(tokens.read(spelt), undefined)
  assert.equal(entryTokens(keysFrom(Buffer.alloc(32, 2))).read(token), undefined)
})

test('a token of before, which carries a signature, is as good, and no better when it was touched', () => {
  const { privateKey } = ed25519KeyPair(deriveKey('queue-entries:1', 32))
  const body = tokens.issue(place).split('.', 1)[0] ?? ''
  const before = `${body}.${signText(`foyer-queue-place-1\n${body}`, privateKey)}`
  assert.deepEqual(tokens.read(before), place)
  const other = tokens.issue({ ...place, number: 1 }).split('.', 1)[0] ?? ''
  for (const bad of [
    before.replace(body, other),
    `${body}.${signText(`foyer-queue-place-2\n${body}`, privateKey)}`,
    `${body}.${signText(body, privateKey)}`,
    `${before}=`,
    ` ${before}`,
    before.slice(0, -1),
  ])
    assert.equal(tokens.read(bad), undefined)
})

test('a pass with any bit flipped is none, nor is one in another spelling or of another installation', () => {
  const pass = issuer.issue(facts)
  assert.deepEqual(issuer.read(pass), facts)
  for (const flipped of bitFlips(pass)) assert.equal(issuer.read(flipped), undefined, flipped)
  for (const spelt of [`${pass}=`, `${pass}.`, pass.slice(0, -1), '', '.']) assert.equal(issuer.read(spelt), undefined)
  assert.equal(passes(keysFrom(Buffer.alloc(32, 2))).read(pass), undefined)
})

test('thirty thousand passes with up to three bits flipped at random: none is accepted', () => {
  const pass = Buffer.from(issuer.issue(facts))
  // A fixed sequence (Lehmer's), so that the test is the same each time.
  let state = 12345
  const next = (below: number) => (state = (state * 48_271) % 0x7fff_ffff) % below
  for (let n = 0; n < 30_000; n++) {
    const flipped = Buffer.from(pass)
    for (let flips = 1 + next(3); flips > 0; flips--) {
      const at = next(flipped.length)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << next(7))
    }
    if (flipped.equals(pass)) continue
    assert.equal(issuer.read(flipped.toString('latin1')), undefined)
  }
})
