import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { QueuePhase, QueueStatus } from '@foyer/contract/queue'
import { messages as de } from './messages/de.ts'
import { messages as en } from './messages/en.ts'
import { messages as ja } from './messages/ja.ts'
import { CalmVoice, queueView, waitSpan } from './queue-view.ts'
import { waitWords } from './wait-words.ts'

const statusIn = (phase: QueuePhase, more: Partial<QueueStatus> = {}): QueueStatus => ({
  eventId: '01930000-0000-7000-8000-00000000000a',
  version: 1,
  phase,
  lobbyOpensAt: '2035-03-01T08:30:00.000Z',
  lobbyClosesAt: '2035-03-01T08:58:00.000Z',
  onSaleAt: '2035-03-01T09:00:00.000Z',
  inLobby: 100,
  last: 120,
  watermark: 10,
  drawn: true,
  placesLeft: 50,
  placesHeld: 0,
  rate: null,
  pausedBecause: null,
  message: null,
  poll: { nearSeconds: 2, farSeconds: 20, jitter: 0.3 },
  ...more,
})

describe('what the page of a waiting room shows', () => {
  const kindIn = (phase: QueuePhase, number?: number | null) =>
    queueView(statusIn(phase), number === undefined ? undefined : { number }).kind

  test('by the phase, and whether one is in', () => {
    assert.deepEqual(
      (['before', 'lobby', 'draw', 'open', 'paused', 'sold_out', 'ended'] as const).map((phase) => [
        kindIn(phase),
        kindIn(phase, null),
        kindIn(phase, 20),
      ]),
      [
        ['before', 'before', 'before'],
        ['out', 'lobby', 'waiting'],
        ['out', 'drawing', 'waiting'],
        ['out', 'drawing', 'waiting'],
        ['out', 'drawing', 'waiting'],
        ['sold-out', 'sold-out', 'sold-out'],
        ['ended', 'ended', 'ended'],
      ],
    )
  })

  test('a number up to the watermark was called, also while it is paused; the next one was not', () => {
    assert.deepEqual(queueView(statusIn('open'), { number: 10 }), { kind: 'turn', number: 10, paused: null })
    assert.deepEqual(queueView(statusIn('paused'), { number: 10 }), { kind: 'turn', number: 10, paused: 'organiser' })
    const next = queueView(statusIn('open'), { number: 11 })
    assert.ok(next.kind === 'waiting' && next.begun && next.place.ahead === 0)
  })

  test('whoever comes after the lobby is told that they follow', () => {
    assert.deepEqual(queueView(statusIn('lobby'), undefined), { kind: 'out', late: false })
    assert.deepEqual(queueView(statusIn('open'), undefined), { kind: 'out', late: true })
  })
})

describe('a wait in words', () => {
  test('is never closer than the figures: rounded down below and up above', () => {
    assert.deepEqual(waitSpan({ low: 0, high: 50 }), { unit: 'minute', from: 0, to: 1 })
    assert.deepEqual(waitSpan({ low: 130, high: 400 }), { unit: 'minute', from: 2, to: 7 })
    assert.deepEqual(waitSpan({ low: 725, high: 1_080 }), { unit: 'minute', from: 10, to: 20 })
    assert.deepEqual(waitSpan({ low: 4_000, high: 9_000 }), { unit: 'hour', from: 1, to: 3 })
    assert.deepEqual(waitSpan({ low: 600, high: null }), { unit: 'minute', from: 10, to: null })
    assert.deepEqual(waitSpan({ low: 7_000, high: null }), { unit: 'hour', from: 1, to: null })
  })

  test('says in each language about how long, at least how long, or that there is no telling', () => {
    const said = (low: number, high: number | null) =>
      [en, de, ja].map((messages) => waitWords(messages, { seconds: low, low, high }))
    assert.deepEqual(said(725, 1_080), [
      'About 10 to 20 minutes, if it goes on as it does',
      'Etwa 10 bis 20 Minuten, wenn es so weitergeht',
      'このまま進めば約10〜20分',
    ])
    assert.match(said(10, 50)[0] ?? '', /^Less than a minute/)
    assert.match(said(10, 200)[0] ?? '', /^Up to 4 minutes/)
    assert.match(said(240, null)[0] ?? '', /^At least 4 minutes/)
    assert.match(said(20, null)[0] ?? '', /^There is no telling/)
    assert.match(said(4_000, 9_000)[0] ?? '', /^About 1 to 3 hours/)
    assert.match(waitWords(en, null), /^How long it takes can be told/)
  })
})

test('a change is said at once, figures of the same state once a minute', () => {
  const voice = new CalmVoice()
  assert.equal(voice.say('waiting', '90 before you', 0), '90 before you')
  assert.equal(voice.say('waiting', '80 before you', 30_000), '90 before you')
  assert.equal(voice.say('waiting', '70 before you', 60_000), '70 before you')
  assert.equal(voice.say('turn', 'It is your turn', 61_000), 'It is your turn')
})
