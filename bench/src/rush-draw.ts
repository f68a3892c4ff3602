import { createHash, createHmac, randomBytes } from 'node:crypto'
import { drawOrder, listCommitments } from '@foyer/contract/draw'
import { SHA256_BYTES } from '@foyer/contract/sha256'
import { onDrawThread } from '@foyer/server/queue/draw-thread'
import type { BenchResult } from './lib/report.ts'

const ENTRANTS = 1_000_000
const SMALL = 100_000
const LOOK_MS = 50

/**
 * How long does the draw of a million entrants take, as a node does it (list and tree, then the numbers, each on a thread),
 * and how much memory does it need at most? The delay of a committed seed, which is there to take its time, is not in it.
 * The baseline is the plain way on a tenth of the entrants, told for as many: digests as texts in hexadecimal, hashed one
 * by one by node:crypto, sorted by JavaScript. The ratio is how many times faster than that, by processor time.
 */
export async function rushDraw(): Promise<BenchResult> {
  const draws = [await draw(SMALL), await draw(ENTRANTS)]
  const whole = draws.at(-1)
  const naive = (naively(SMALL) * ENTRANTS) / SMALL
  return {
    figures: { draws },
    baseline: { plainWayCpuSeconds: Math.round(naive * 100) / 100, toldFromEntrants: SMALL },
    ratio: Math.round((naive / (whole?.cpuSeconds ?? 1)) * 100) / 100,
    invariants: { asked: 0, broken: [] },
    settings: { threads: 'one after the other', lookedAtMemoryEveryMs: LOOK_MS },
  }
}

async function draw(entrants: number) {
  const commitments = new Uint8Array(randomBytes(entrants * SHA256_BYTES))
  const seed = new Uint8Array(randomBytes(SHA256_BYTES))
  const before = process.memoryUsage.rss()
  let most = before
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), LOOK_MS)
  const [started, cpu] = [performance.now(), process.cpuUsage()]
  const { list, levels } = await onDrawThread('list', { commitments })
  const listed = performance.now()
  const numbers = await onDrawThread('numbers', { list, seed })
  const [done, cpuSeconds] = [performance.now(), cpuSecondsSince(cpu)]
  clearInterval(watch)
  requireRight(list, seed, numbers)
  const kept = list.length + numbers.byteLength + levels.reduce((bytes, level) => bytes + level.length, 0)
  return {
    entrants,
    seconds: seconds(done - started),
    listAndTreeSeconds: seconds(listed - started),
    numbersSeconds: seconds(done - listed),
    cpuSeconds,
    peakMiBAbove: Math.round((most - before) / 2 ** 20),
    bytesKeptPerEntrant: Math.round(kept / entrants),
  }
}

/** Every number once, and the list in order: what is quick must also be right. */
function requireRight(list: Uint8Array, seed: Uint8Array, numbers: Uint32Array): void {
  const seen = new Uint8Array(numbers.length)
  for (const number of numbers) seen[number - 1] = 1
  if (seen.includes(0)) throw new Error('a number was drawn twice, or by nobody')
  if (numbers.length > SMALL) return
  if (!Buffer.from(listCommitments(list)).equals(list)) throw new Error('the list is not in order')
  if (drawOrder(list, seed).some((index, place) => numbers[index] !== place + 1))
    throw new Error('another order came out')
}

/** @returns seconds of processor time for the same steps in the plain way. */
function naively(entrants: number): number {
  const hash = (...parts: string[]) =>
    createHash('sha256')
      .update(Buffer.from(parts.join(''), 'hex'))
      .digest('hex')
  const key = randomBytes(SHA256_BYTES)
  const commitments = Array.from({ length: entrants }, () => randomBytes(SHA256_BYTES).toString('hex'))
  const started = process.cpuUsage()
  const list = [...commitments].sort()
  let level = list.map((leaf) => hash('00', leaf))
  while (level.length > 1)
    level = Array.from({ length: Math.ceil(level.length / 2) }, (_, index) => {
      const [left = '', right] = [level[2 * index], level[2 * index + 1]]
      return right === undefined ? left : hash('01', left, right)
    })
  list
    .map((one, index) => ({ index, rank: createHmac('sha256', key).update(Buffer.from(one, 'hex')).digest('hex') }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
  return cpuSecondsSince(started)
}

function cpuSecondsSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started)
  return Math.round((user + system) / 1_000) / 1_000
}

const seconds = (ms: number): number => Math.round(ms) / 1_000
