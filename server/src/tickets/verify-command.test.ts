import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { keysFrom } from '../platform/secrets.ts'
import { signTicket } from './codec.ts'
import { ticketKeys } from './keys.ts'
import { verifyTicketCommand, type VerifyTicketArguments } from './verify-command.ts'

const EVENT = '01900000-0000-7000-8000-00000000000a'
const DURING = new Date('2027-03-01T19:30:00Z')
const keys = ticketKeys(keysFrom(Buffer.alloc(32, 1)))
const code = signTicket(
  {
    keyNumber: 1,
    eventId: EVENT,
    ticketId: '01900000-0000-7000-8000-00000000000b',
    placeNo: 70_123,
    address: { section: 'Block 112', row: '14', seat: '23' },
    validFrom: new Date('2027-03-01T14:30:00Z'),
    validUntil: new Date('2027-03-02T05:30:00Z'),
    holderHint: '0123456789abcdef',
  },
  keys.forEvent(EVENT, 1),
)
const keySet = JSON.stringify({ keys: [keys.forEvent(EVENT, 1).jwk] })

async function verify(wanted: Partial<VerifyTicketArguments> = {}) {
  const lines: string[] = []
  const status = await verifyTicketCommand({ code, keys: keySet, at: DURING, ...wanted }, (line) => lines.push(line))
  return { status, said: lines.join('\n') }
}

describe('foyer verify ticket', () => {
  test('says that a genuine code admits, to what, and what it cannot know', async () => {
    const { status, said } = await verify()
    assert.equal(status, 0)
    assert.match(said, /^Genuine, and admits\./)
    assert.match(said, /Block 112, row 14, seat 23 \(no\. 70123\)/)
    assert.match(said, /2027-03-01T14:30:00\.000Z to 2027-03-02T05:30:00\.000Z/)
    assert.match(said, /revoked or used already/)
  })

  test('takes a code as it is printed or typed', async () => {
    const typed = ` ${(code.match(/.{1,5}/g) ?? []).join(' ').toLowerCase()}\n`
    assert.equal((await verify({ code: typed })).status, 0)
  })

  test('takes keys from a file and from an address', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'foyer-keys-'))
    const server = createServer((_request, response) => response.end(keySet)).listen(0, '127.0.0.1')
    try {
      const file = join(folder, 'keys.json')
      await writeFile(file, keySet)
      assert.equal((await verify({ keys: file })).status, 0)
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('no port')
      assert.equal((await verify({ keys: `http://127.0.0.1:${address.port}/` })).status, 0)
    } finally {
      server.close()
      await rm(folder, { recursive: true })
    }
  })

  for (const [why, wanted, words] of [
    ['no code', { code: 'HELLO' }, /no ticket code/],
    [
      'a damaged code',
      { code: code.replace(/.{9}$/, 'AAAAAAAAA') },
      /not signed by the key of its event|no ticket code/,
    ],
    ['a code before its time', { at: new Date('2027-02-01T00:00:00Z') }, /does not admit yet/],
    ['a code after its time', { at: new Date('2027-04-01T00:00:00Z') }, /event is over/],
    ['a code for another event', { event: '01900000-0000-7000-8000-00000000000c' }, /for another event/],
    ['a code of an event whose keys are not given', { keys: '{"keys":[]}' }, /none of the keys/],
  ] as const)
    test(`refuses ${why} with status 1`, async () => {
      const { status, said } = await verify(wanted)
      assert.equal(status, 1)
      assert.match(said, words)
    })

  for (const [what, given] of [
    ['keys that are none', '{"keys":[{"kty":"RSA"}]}'],
    ['a file that is not there', '/nowhere/keys.json'],
  ] as const)
    test(`fails, rather than refuses, with ${what}`, async () => {
      await assert.rejects(verify({ keys: given }))
    })
})
