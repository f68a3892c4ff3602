import assert from 'node:assert/strict'
import { test } from 'node:test'
import { solveChallenge, type Challenge } from 'altcha-lib'
import { deriveKey as pbkdf2 } from 'altcha-lib/algorithms/pbkdf2'
import { keysFrom } from '../platform/secrets.ts'
import { proofOfWork } from './proof-of-work.ts'

const time = { now: new Date('2027-01-01T10:00:00Z') }
const clock = { now: () => time.now }
const proofs = proofOfWork(keysFrom(Buffer.alloc(32, 1)), clock)
const solver = { eventId: '01930000-0000-7000-8000-00000000000a', accountId: '01930000-0000-7000-8000-00000000000b' }
const payloadOf = (challenge: Challenge, solution: unknown) =>
  Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')

test('the work doubles with each doubling of those who came from the same network, up to a bound', async () => {
  const cost = async (crowd: number) => (await proofs.challenge(solver, crowd)).parameters.cost
  const costs = await Promise.all([0, 199, 200, 399, 400, 800, 1_600, 1_000_000].map(cost))
  assert.deepEqual(costs, [1_000, 1_000, 2_000, 2_000, 4_000, 8_000, 16_000, 16_000])
})

test('a solved challenge holds; with anything in it changed, or of another installation, it does not', async () => {
  const challenge = await proofs.challenge(solver, 0)
  const solution = await solveChallenge({ challenge, deriveKey: pbkdf2 })
  assert.ok(solution)
  const proof = await proofs.verify(solver, payloadOf(challenge, solution))
  assert.equal(proof?.digest.length, 32)
  assert.equal(proof.until.toISOString(), '2027-01-01T10:10:00.000Z')
  const { parameters } = challenge
  const cheaper = { ...challenge, parameters: { ...parameters, cost: 1 } }
  const longer = { ...challenge, parameters: { ...parameters, data: { ...parameters.data, until: 2_000_000_000_000 } } }
  const unsigned = { parameters }
  for (const changed of [cheaper, longer, unsigned])
    assert.equal(await proofs.verify(solver, payloadOf(changed, solution)), undefined)
  for (const counter of [solution.counter + 1, -1])
    assert.equal(await proofs.verify(solver, payloadOf(challenge, { ...solution, counter })), undefined)
  for (const nonsense of ['', 'e30=', payloadOf(challenge, null), payloadOf(challenge, 'solved')])
    assert.equal(await proofs.verify(solver, nonsense), undefined)
  const foreign = proofOfWork(keysFrom(Buffer.alloc(32, 2)), clock)
  assert.equal(await foreign.verify(solver, payloadOf(challenge, solution)), undefined)
})

test('a challenge is good for ten minutes of the clock that is given, whatever the machine says', async () => {
  time.now = new Date('2027-01-01T10:00:00Z')
  const challenge = await proofs.challenge(solver, 0)
  const payload = payloadOf(challenge, await solveChallenge({ challenge, deriveKey: pbkdf2 }))
  time.now = new Date('2027-01-01T10:09:59.999Z')
  assert.ok(await proofs.verify(solver, payload))
  time.now = new Date('2027-01-01T10:10:00Z')
  assert.equal(await proofs.verify(solver, payload), undefined)
})
