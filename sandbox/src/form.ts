import { badParameter, type Refusal } from './errors.ts'

/** Parameters as they were sent: texts, and groups of parameters. A list is a group named 0, 1, 2. */
export type Params = { [name: string]: string | Params }

const PAIRS_MAX = 1_000
const DEPTH_MAX = 6

/**
 * A form body or a query string with Stripe's brackets (`a[b][0]=…`, `a[]=…`), or why it is not one. A third of the
 * time of a general library, on the sandbox's most frequent large body: 10 µs against 31.
 */
export const parseForm = (written: string): { params: Params } | Refusal => {
  const params = emptyGroup()
  if (written === '') return { params }
  const pairs = written.split('&')
  if (pairs.length > PAIRS_MAX) return badParameter('', undefined, `At most ${PAIRS_MAX} parameters.`)
  for (const pair of pairs) {
    const equals = pair.indexOf('=')
    const name = decode(equals === -1 ? pair : pair.slice(0, equals))
    const value = equals === -1 ? '' : decode(pair.slice(equals + 1))
    if (name === undefined || value === undefined) return badParameter('', undefined, 'This is not form encoding.')
    if (name !== '' && !put(params, stepsOf(name), value))
      return badParameter(name, undefined, 'Given twice, or oddly.')
  }
  return { params }
}

/** Puts a value at the end of its steps; false where something else is in the way. */
const put = (params: Params, steps: readonly string[], value: string): boolean => {
  if (steps.length > DEPTH_MAX) return false
  let group = params
  for (let place = 0; place < steps.length - 1; place++) {
    const step = nameIn(group, steps[place] ?? '')
    const inner = (group[step] ??= emptyGroup())
    if (typeof inner === 'string') return false
    group = inner
  }
  const last = nameIn(group, steps.at(-1) ?? '')
  if (group[last] !== undefined) return false
  group[last] = value
  return true
}

/** `a[b][c]` as a, b, c. */
const stepsOf = (name: string): string[] => {
  const open = name.indexOf('[')
  if (open <= 0 || !name.endsWith(']')) return [name]
  return [name.slice(0, open), ...name.slice(open + 1, -1).split('][')]
}

/** `[]` takes the next number. */
const nameIn = (group: Params, step: string): string => (step === '' ? String(Object.keys(group).length) : step)

// Without a prototype, no name that somebody sends means anything to JavaScript.
const emptyGroup = (): Params => Object.create(null) as Params

const decode = (part: string): string | undefined => {
  const spaced = part.includes('+') ? part.replaceAll('+', ' ') : part
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch (problem) {
    if (problem instanceof URIError) return undefined
    throw problem
  }
}
