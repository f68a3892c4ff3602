import { InvalidArgumentError, Option, type Command } from 'commander'

/** How one setting is read from its text. Throws InvalidArgumentError with what was expected. */
type Reader<T> = (text: string) => T

export interface Setting<T> {
  readonly read: Reader<T>
  readonly otherwise: T
  readonly says: string
}

/** A setting: how it is read, its value when nobody sets it, and what it means. */
export const setting = <T>(read: Reader<T>, otherwise: T, says: string): Setting<T> => ({ read, otherwise, says })

export type Settings<S extends Record<string, Setting<unknown>>> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never
}

/**
 * Adds every setting to a command: as `--its-name` and as `ITS_NAME` in the environment, the flag being stronger, both
 * told by `--help`. What cannot be read is refused with the name and what was expected, before anything starts.
 */
export function addSettings(command: Command, settings: Record<string, Setting<unknown>>): void {
  for (const [name, one] of Object.entries(settings)) {
    const option = new Option(`--${kebab(name)} <value>`, one.says).env(environmentName(name)).argParser(one.read)
    command.addOption(one.otherwise === undefined ? option : option.default(one.otherwise, shown(one.otherwise)))
  }
}

/** The settings as read by a command, typed. */
export const settingsOf = <S extends Record<string, Setting<unknown>>>(command: Command, settings: S): Settings<S> => {
  const values = command.opts()
  return Object.fromEntries(Object.keys(settings).map((name) => [name, values[name]])) as Settings<S>
}

const words = (name: string): string[] =>
  name
    .replaceAll(/([A-Z])/g, ' $1')
    .toLowerCase()
    .split(' ')
const kebab = (name: string): string => words(name).join('-')

/** `publicUrl` is PUBLIC_URL in the environment. */
export const environmentName = (name: string): string => words(name).join('_').toUpperCase()

/** Settings as the environment of another process gives them again; undefined for those that are not set. */
export const environmentOf = (
  values: Readonly<Record<string, string | number | readonly string[] | undefined>>,
): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      environmentName(name),
      value === undefined ? undefined : typeof value === 'object' ? value.join(',') : String(value),
    ]),
  )

const shown = (value: unknown): string => (Array.isArray(value) ? value.join(',') || 'none' : String(value))

export const integer =
  (range: { min: number; max: number }): Reader<number> =>
  (text) => {
    const value = Number(text)
    if (!/^-?\d+$/.test(text) || value < range.min || value > range.max)
      throw new InvalidArgumentError(`Expected a whole number from ${range.min} to ${range.max}.`)
    return value
  }

export const oneOf =
  <const T extends readonly string[]>(...values: T): Reader<T[number]> =>
  (text) => {
    const found = values.find((value) => value === text)
    if (found === undefined) throw new InvalidArgumentError(`Expected one of ${values.join(', ')}.`)
    return found
  }

export const text: Reader<string> = (value) => {
  if (value.trim() === '') throw new InvalidArgumentError('Expected a text that is not empty.')
  return value
}

/** Texts with commas between. */
export const list: Reader<readonly string[]> = (value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

/** The address of a server, with one of the given schemes; no slash at its end. */
export const address =
  (...schemes: readonly string[]): Reader<string> =>
  (value) => {
    const parsed = URL.parse(value)
    if (parsed === null || !schemes.includes(parsed.protocol.slice(0, -1)))
      throw new InvalidArgumentError(
        `Expected an address that begins with ${schemes.map((s) => `${s}://`).join(' or ')}.`,
      )
    return value.replace(/\/$/, '')
  }

/** The same, where a setting may also be absent. */
export const optional = <T>(read: Reader<T>): Reader<T | undefined> => read
