import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Hints } from '../platform/hints.ts'
import { Follower, type FollowerOptions } from './follower.ts'

test('what grows at the very end of a telling is told, whenever that is', async () => {
  for (let ticks = 0; ticks < 8; ticks++) {
    const told = Promise.withResolvers<void>()
    const after = async () => {
      for (let tick = 0; tick < ticks; tick++) await Promise.resolve()
      follower.announce('second', 1)
    }
    const hints: Pick<Hints, 'send'> = {
      async send(_channel, notices) {
        if (notices.includes('second:1')) told.resolve()
        else void after()
      },
    }
    const follower = new Follower({ hints } as FollowerOptions)
    follower.announce('first', 1)
    const late = setTimeout(() => told.reject(new Error(`never told, ${ticks} ticks after the first`)), 2_000)
    await assert.doesNotReject(told.promise)
    clearTimeout(late)
  }
})
