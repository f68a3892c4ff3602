import { badParameter, type Refusal } from './errors.ts'
import type { Params } from './form.ts'
import type { Metadata } from './records.ts'

const METADATA_KEYS_MAX = 50
const METADATA_KEY_MAX = 40
const METADATA_VALUE_MAX = 500

/**
 * Reads the parameters of a call one by one. The first one at fault is remembered and every later reading gives a
 * harmless value, so a reader's caller asks once, at the end, with `problem`. Parameters that nobody read are refused,
 * as Stripe does.
 */
export class Reader {
  readonly #params: Params
  readonly #path: string
  readonly #fault: { refusal?: Refusal }
  readonly #parts: Reader[] = []
  readonly #read = new Set<string>()

  constructor(params: Params, path = '', fault: { refusal?: Refusal } = {}) {
    this.#params = params
    this.#path = path
    this.#fault = fault
  }

  peek(name: string): string | Params | undefined {
    return this.#params[name]
  }

  text(name: string, max = 5_000): string | undefined {
    const value = this.#take(name)
    if (value === undefined || value === '') return undefined
    if (typeof value !== 'string') return this.refuse(name, undefined, 'A text is expected here.')
    if (value.length > max) return this.refuse(name, undefined, `This has at most ${max} characters.`)
    return value
  }

  required(name: string, max?: number): string {
    return this.text(name, max) ?? this.#missing(name) ?? ''
  }

  integer(name: string, min: number, max: number): number | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    if (!/^-?\d{1,15}$/.test(value)) return this.refuse(name, 'parameter_invalid_integer', 'This is a whole number.')
    const number = Number(value)
    if (number < min) return this.refuse(name, 'parameter_invalid_integer', `This is at least ${min}.`)
    if (number > max) return this.refuse(name, 'parameter_invalid_integer', `This is at most ${max}.`)
    return number
  }

  choice<Value extends string>(name: string, values: readonly Value[]): Value | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    return values.find((one) => one === value) ?? this.refuse(name, undefined, `This is one of: ${values.join(', ')}.`)
  }

  url(name: string): string | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const url = URL.parse(value.replaceAll(/[{}]/g, ''))
    if (url === null || !['http:', 'https:'].includes(url.protocol)) {
      return this.refuse(name, 'url_invalid', 'This is a whole address that begins with http:// or https://.')
    }
    return value
  }

  metadata(name: string): Metadata {
    const group = this.#take(name)
    if (group === undefined || group === '') return {}
    if (!isGroup(group)) return this.refuse(name, undefined, 'Metadata is a set of names and texts.') ?? {}
    const entries = Object.entries(group)
    if (entries.length > METADATA_KEYS_MAX) this.refuse(name, undefined, `At most ${METADATA_KEYS_MAX} keys.`)
    const kept: Record<string, string> = {}
    for (const [key, value] of entries) {
      const where = `${name}[${key}]`
      if (typeof value !== 'string') this.refuse(where, undefined, 'Metadata values are texts.')
      else if (key.length > METADATA_KEY_MAX) this.refuse(where, undefined, `At most ${METADATA_KEY_MAX} letters.`)
      else if (value.length > METADATA_VALUE_MAX) this.refuse(where, undefined, `At most ${METADATA_VALUE_MAX}.`)
      else if (value !== '') kept[key] = value
    }
    return kept
  }

  /** The texts of `name[]=…&name[]=…`. */
  texts(name: string): string[] {
    return listed(this.#take(name)).filter((value) => typeof value === 'string')
  }

  group(name: string): Reader {
    const value = this.#take(name)
    if (value !== undefined && value !== '' && !isGroup(value)) this.refuse(name, undefined, 'A group is expected.')
    return this.#part(name, isGroup(value) ? value : {})
  }

  groups(name: string): Reader[] {
    return listed(this.#take(name)).map((value, place) => this.#part(`${name}[${place}]`, isGroup(value) ? value : {}))
  }

  /** Parameters that Stripe knows and that change nothing here. */
  ignore(names: readonly string[]): void {
    for (const name of names) this.#read.add(name)
  }

  refuse(name: string, code: string | undefined, message: string): undefined {
    this.#fault.refusal ??= badParameter(this.#full(name), code, message)
  }

  /** The first thing at fault, if any. */
  problem(): Refusal | undefined {
    this.#refuseUnread()
    return this.#fault.refusal
  }

  #refuseUnread(): void {
    for (const name of Object.keys(this.#params)) {
      if (!this.#read.has(name)) this.refuse(name, 'parameter_unknown', 'The sandbox does not know this parameter.')
    }
    for (const part of this.#parts) part.#refuseUnread()
  }

  #take(name: string): string | Params | undefined {
    this.#read.add(name)
    return this.#params[name]
  }

  #missing(name: string): undefined {
    return this.refuse(name, 'parameter_missing', 'This parameter is required.')
  }

  #part(name: string, params: Params): Reader {
    const part = new Reader(params, this.#full(name), this.#fault)
    this.#parts.push(part)
    return part
  }

  #full(name: string): string {
    if (this.#path === '') return name
    const bracket = name.indexOf('[')
    return bracket === -1 ? `${this.#path}[${name}]` : `${this.#path}[${name.slice(0, bracket)}]${name.slice(bracket)}`
  }
}

const isGroup = (value: Params[string] | undefined): value is Params => typeof value === 'object'

const listed = (value: Params[string] | undefined): (string | Params)[] => (isGroup(value) ? Object.values(value) : [])
