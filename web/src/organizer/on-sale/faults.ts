import { Refused } from '@foyer/contract/client'
import { useEffect, useRef, useState, type RefObject, type SyntheticEvent } from 'react'
import { useMessages } from '../../i18n/context.ts'
import type { OnSaleMessages } from './messages/en.ts'
import { onSaleMessages } from './messages/index.ts'

/** What is wrong with a form: field by field, and as a whole. */
export interface Faults {
  readonly fields: Readonly<Record<string, string>>
  readonly whole: string | undefined
}

export const NO_FAULTS: Faults = { fields: {}, whole: undefined }

/** Thrown by a form that finds out for itself what cannot be. */
export class Mistyped extends Error {
  readonly fields: Readonly<Record<string, string>>
  constructor(fields: Readonly<Record<string, string>>) {
    super('a form has fields that cannot be')
    this.fields = fields
  }
}

/** @throws Mistyped when anything is lacking, with the words for it. */
export function mistypedBy<L extends string>(lacks: Readonly<Record<string, L>>, words: Readonly<Record<L, string>>) {
  const wrong = Object.entries(lacks).map(([field, lack]) => [field, words[lack]] as const)
  if (wrong.length > 0) throw new Mistyped(Object.fromEntries(wrong))
}

/** Thrown by a form that has better words for what was refused. */
export class Told extends Error {}

/**
 * What a refusal says about the fields of a form (RFC 9457, with the errors that Foyer adds). What it says of a field
 * that the form does not have is told as a whole.
 */
export function faultsIn(error: unknown, known: readonly string[], m: OnSaleMessages): Faults {
  if (error instanceof Mistyped) return { fields: error.fields, whole: undefined }
  if (error instanceof Told) return { fields: {}, whole: error.message }
  if (!(error instanceof Refused)) return { fields: {}, whole: m.unreachable }
  const { problem } = error
  if (problem.code === 'name-taken') return { fields: { name: m.presales.nameTaken }, whole: undefined }
  if (problem.code === 'on-sale-fixed') {
    const fields: unknown = 'fields' in problem ? problem.fields : []
    return { fields: {}, whole: m.fixed(Array.isArray(fields) ? fields.join(', ') : '') }
  }
  const errors = (problem.errors ?? []).map(({ field, expected }) => ({ name: field.replace(/^body\./, ''), expected }))
  const others = errors.filter(({ name }) => !known.includes(name))
  return {
    fields: Object.fromEntries(
      errors.filter(({ name }) => known.includes(name)).map(({ name, expected }) => [name, m.expected(expected)]),
    ),
    whole:
      others.length > 0
        ? others.map(({ name, expected }) => `${name}: ${m.expected(expected)}`).join(' ')
        : errors.length === 0
          ? m.failed
          : undefined,
  }
}

/** A form that is sent once, however often it is pressed, and says what is wrong with which field. */
export function useForm(known: readonly string[], work: () => Promise<void>) {
  const m = useMessages(onSaleMessages)
  const [pending, setPending] = useState(false)
  const [faults, setFaults] = useState(NO_FAULTS)
  const [done, setDone] = useState(false)
  const run = async (): Promise<void> => {
    if (pending) return
    setPending(true)
    setDone(false)
    setFaults(NO_FAULTS)
    try {
      await work()
      setDone(true)
    } catch (error) {
      setFaults(faultsIn(error, known, m))
    } finally {
      setPending(false)
    }
  }
  return {
    pending,
    faults,
    done,
    run: () => void run(),
    onSubmit: (event: SyntheticEvent) => {
      event.preventDefault()
      void run()
    },
  }
}

/**
 * The form whose first wrong field gets the focus, unfolded if need be: whoever saves by keyboard, or cannot see the top
 * from down here, is brought to what needs another look.
 */
export function useFaultFocus(fields: Faults['fields']): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (Object.keys(fields).length === 0) return
    const first = form.current?.querySelector<HTMLElement>('[aria-invalid=true]')
    first?.closest('details')?.setAttribute('open', '')
    first?.focus()
  }, [fields])
  return form
}
