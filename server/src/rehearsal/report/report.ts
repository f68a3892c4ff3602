import type { Second, StepFigures } from '../recorder.ts'
import type { Ending } from '../load/plan.ts'
import type { Advice } from './advise.ts'
import type { Bend } from './bends.ts'

/** What was asked for, and what it was asked of. */
export interface RehearsalSettings {
  readonly url: string
  readonly buyers: number
  readonly places: number
  readonly curve: string
  readonly minutes: number
  readonly seed: number
  readonly peopleAtOnce: number
  readonly peoplePerMinute: number | null
  readonly sessionSeconds: number
  readonly proofOfWork: boolean
  readonly edge: boolean
  readonly connections: number
  readonly threads: number
  readonly haste: number
  /** sandbox: orders were paid there; nothing: they cost nothing, since the installation takes real money. */
  readonly payments: 'sandbox' | 'nothing'
  /** As this command was started; the installation may have been started otherwise. */
  readonly processes: number
  readonly databasePool: number
  readonly lanePool: number
  readonly holdSeconds: number
}

export interface Machine {
  readonly processors: number
  readonly model: string
  readonly memoryBytes: number
  readonly node: string
}

/** What must hold whatever comes, and did or did not. */
export interface Verdict {
  /** Empty: nothing was sold twice, and no forgery was let through. */
  readonly wrongs: readonly string[]
  readonly invariantsAsked: number
  readonly invariantsBroken: readonly string[]
  /** `good`: the draw comes out again by its file; `none`: nobody was drawn; otherwise what is wrong with it. */
  readonly draw: string
  readonly placesSoldByBuyers: number
  readonly placesSoldByInstallation: number
}

export interface RehearsalReport {
  readonly version: string
  readonly at: string
  readonly settings: RehearsalSettings
  readonly machine: Machine
  readonly verdict: Verdict
  /** Everything is removed again, and the invariants hold without it; or what became of that. */
  readonly removed: { readonly rows: number; readonly seconds: number; readonly brokenAfterwards: readonly string[] }
  /** Why it ended. */
  readonly ended: string
  readonly figures: Figures
  readonly endings: Readonly<Record<Ending, number>>
  readonly steps: readonly StepFigures[]
  readonly refusals: readonly { readonly reason: string; readonly count: number }[]
  readonly failures: readonly { readonly reason: string; readonly count: number }[]
  readonly bends: readonly Bend[]
  readonly advice: readonly Advice[]
  /** Seconds from the beginning at which the lobby closed and the sale began. */
  readonly marks: { readonly lobbyCloses: number; readonly onSale: number }
  readonly seconds: readonly Second[]
}

export interface Figures {
  readonly arrived: number
  readonly entered: number
  readonly admitted: number
  readonly holds: number
  readonly ordersSold: number
  readonly placesSold: number
  readonly requests: number
  readonly reads: number
  readonly readsThrough: number
  readonly reloads: number
  readonly cheatsRefused: number
  readonly failedShare: number
  readonly peak: {
    readonly arrivals: number
    readonly entries: number
    readonly requests: number
    readonly reads: number
    readonly holds: number
    readonly placesSold: number
    readonly waiting: number
    readonly inside: number
  }
  /** Seconds after the on-sale at which no place was left to hold; null: some were. */
  readonly everythingTakenAfter: number | null
  readonly p50: number | null
  readonly p95: number | null
  readonly p99: number | null
  readonly loopP99Ms: number | null
  readonly memoryBytes: number | null
  readonly commitsPerSecond: number | null
  readonly busySessions: number | null
  readonly machineBusy: number | null
  readonly loadLateMs: number
  readonly databaseGrewBytes: number
}
