import { setTimeout as wait } from 'node:timers/promises'
import type { MessagePort } from 'node:worker_threads'
import { SECOND_MS } from '../../platform/clock.ts'
import { Crowd, type CrowdOptions } from './crowd.ts'
import type { LoadPlan, LoadTell, LoadTold } from './plan.ts'

const TURN_MS = 5
/** Of one kind of wrong, so many are told: the first ones say what it is. */
const WRONGS_TOLD_MAX = 20

/**
 * Plays the people of one thread: a load beside the program that measures, with a loop of its own, so that neither delays
 * the other. Life: says that it is ready, begins when it has its plan, tells once a second what was counted, and ends when
 * it is told to finish.
 */
export async function playCrowd(
  port: MessagePort,
  signInFor: (plan: LoadPlan) => CrowdOptions['signIn'],
): Promise<void> {
  const tell = (told: LoadTold) => port.postMessage(told)
  const begun = Promise.withResolvers<LoadPlan>()
  let isTold = false
  port.on('message', (told: LoadTell) => {
    if (told.kind === 'begin') begun.resolve(told.plan)
    else isTold = true
  })
  tell({ kind: 'ready' })
  const plan = await begun.promise
  let wrongs = 0
  const crowd = new Crowd({
    plan,
    signIn: signInFor(plan),
    onWrong: (what) => {
      if (wrongs++ < WRONGS_TOLD_MAX) tell({ kind: 'wrong', what })
    },
  })
  let second = 0
  let lateMs = 0
  let turned = performance.now()
  const tellSecond = () => {
    tell({ kind: 'second', second, ...crowd.tally.take(), whereabouts: crowd.whereabouts(), lateMs })
    lateMs = 0
  }
  while (!isTold) {
    crowd.turn()
    if (crowd.now >= (second + 1) * SECOND_MS) {
      tellSecond()
      second = Math.floor(crowd.now / SECOND_MS)
    }
    await wait(TURN_MS)
    const now = performance.now()
    lateMs = Math.max(lateMs, now - turned - TURN_MS)
    turned = now
  }
  const cancelled = await crowd.finish()
  tellSecond()
  await crowd.close()
  tell({ kind: 'finished', cancelled })
  port.close()
}
