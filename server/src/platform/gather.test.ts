import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Gather } from './gather.ts'

/** A gather that doubles numbers, refuses 13, and takes a turn or more for it. */
function doubling(batchMax = 100, everyMs = 0) {
  const batches: number[][] = []
  const began: number[] = []
  const gather = new Gather<number, number>({
    batchMax,
    everyMs,
    async work(numbers) {
      batches.push([...numbers])
      began.push(performance.now())
      await new Promise((resolve) => setTimeout(resolve, 1))
      if (numbers.includes(13)) throw new Error(`13 among ${numbers.length}`)
      return numbers.map((number) => number * 2)
    },
  })
  return { gather, batches, began }
}

test('what is asked for in one turn is one batch, and each gets their own answer', async () => {
  const { gather, batches } = doubling()
  assert.deepEqual(await Promise.all([1, 2, 3].map((number) => gather.add(number))), [2, 4, 6])
  assert.deepEqual(batches, [[1, 2, 3]])
})

test('what comes while a batch is under way is the next one; at most so many at once', async () => {
  const { gather, batches } = doubling(2)
  const first = gather.add(1)
  await new Promise((resolve) => setImmediate(resolve))
  await Promise.all([first, ...[2, 3, 4].map((number) => gather.add(number))])
  assert.deepEqual(batches, [[1], [2, 3], [4]])
})

test('one bad item fails alone: the others of its batch are done by themselves', async () => {
  const { gather, batches } = doubling()
  const results = await Promise.allSettled([1, 13, 2].map((number) => gather.add(number)))
  assert.deepEqual(
    results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason))),
    [2, 'Error: 13 among 1', 4],
  )
  assert.deepEqual(batches, [[1, 13, 2], [1], [13], [2]])
  assert.equal(await gather.add(5), 10, 'and it goes on')
})

test('one bad item of a hundred costs twenty works more, four of them at once, and holds up no later batch', async () => {
  const batches: number[][] = []
  let [atOnce, most] = [0, 0]
  const gather = new Gather<number, number>({
    batchMax: 100,
    everyMs: 0,
    async work(numbers) {
      batches.push([...numbers])
      most = Math.max(most, (atOnce += 1))
      await new Promise((resolve) => setTimeout(resolve, 1))
      atOnce -= 1
      if (numbers.includes(13)) throw new Error('13')
      return numbers
    },
  })
  const all = Array.from({ length: 100 }, (_, number) => number)
  const results = await Promise.allSettled(all.map((number) => gather.add(number)))
  assert.deepEqual(
    results.flatMap(({ status }, number) => (status === 'rejected' ? [number] : [])),
    [13],
  )
  assert.equal(batches.length, 1 + 10 + 10)
  assert.equal(most, 4)
})

test('while the database is away a batch costs eleven works, and everybody is told why', async () => {
  let works = 0
  const away = Object.assign(new Error('nobody is there'), { code: 'ECONNREFUSED' })
  const gather = new Gather<number, number>({
    batchMax: 100,
    everyMs: 0,
    work: async () => {
      works += 1
      throw away
    },
  })
  const results = await Promise.allSettled(Array.from({ length: 100 }, (_, number) => gather.add(number)))
  assert.ok(results.every((result) => result.status === 'rejected' && result.reason === away))
  assert.equal(works, 11)
})

test('whoever was bad together with others is told what is wrong with them, each by themselves', async () => {
  const gather = new Gather<number, number>({
    batchMax: 100,
    everyMs: 0,
    work: async (numbers) => {
      const bad = numbers.filter((number) => number % 10 === 3)
      if (bad.length > 0) throw new Error(`bad: ${bad.join(' ')}`)
      return numbers
    },
  })
  const results = await Promise.allSettled(Array.from({ length: 100 }, (_, number) => gather.add(number)))
  const told = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []))
  assert.deepEqual(
    told,
    Array.from({ length: 10 }, (_, n) => `Error: bad: ${10 * n + 3}`),
  )
})

test('batches begin no more often than told', async () => {
  const { gather, began } = doubling(100, 100)
  await gather.add(1)
  await gather.add(2)
  await gather.add(3)
  const [first = 0, , third = 0] = began
  // Two pauses of 100 ms; one of them is left for the first batch to have been late in noting its time.
  assert.ok(third - first >= 100, `${third - first} ms`)
})

test('an answer too few is an error, not somebody else’s answer', async () => {
  const gather = new Gather<number, number>({ batchMax: 10, everyMs: 0, work: async () => [] })
  await assert.rejects(gather.add(1), /1 were asked for, 0 answered/)
})
