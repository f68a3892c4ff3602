import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { useMessages } from '../../i18n/context.ts'
import { Field } from '../../ui/field.tsx'
import { newEventMessages } from './messages/index.ts'

export interface Found<T> {
  readonly id: string
  readonly name: string
  readonly detail: string
  readonly value: T
}

interface FinderProps<T> {
  readonly label: string
  readonly hint?: string
  readonly fault?: string | undefined
  readonly name: string
  readonly value: string
  readonly onType: (text: string) => void
  /** Looks for what was typed; without so many letters it is not asked. */
  readonly find: (text: string, signal: AbortSignal) => Promise<readonly Found<T>[]>
  readonly lettersMin: number
  readonly onChoose: (value: T) => void
  /** Nothing is said of an empty answer: what is typed stands for itself. */
  readonly isQuiet?: boolean
  /** What to do when it is not there. */
  readonly children?: ReactNode
}

const TYPING_MS = 250

type Answer<T> =
  | { readonly state: 'none' | 'asking' | 'failed' }
  | { readonly state: 'found'; readonly text: string; readonly items: readonly Found<T>[] }

/** A line to search by, and below it what was found, each a button. */
export function Finder<T>({ find, lettersMin, value, onType, onChoose, isQuiet = false, ...rest }: FinderProps<T>) {
  const m = useMessages(newEventMessages).finder
  const [answer, setAnswer] = useState<Answer<T>>({ state: 'none' })
  // What stands there at first was found before.
  const [isClosed, setClosed] = useState(value !== '')
  const ask = useEffectEvent(find)
  const text = value.trim()
  useEffect(() => {
    if (text.length < lettersMin || isClosed) return
    const leaving = new AbortController()
    const timer = setTimeout(
      () => {
        setAnswer((before) => (before.state === 'found' ? before : { state: 'asking' }))
        ask(text, leaving.signal).then(
          (items) => {
            if (!leaving.signal.aborted) setAnswer({ state: 'found', text, items })
          },
          () => {
            if (!leaving.signal.aborted) setAnswer({ state: 'failed' })
          },
        )
      },
      text === '' ? 0 : TYPING_MS,
    )
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [text, lettersMin, isClosed])
  const isAsked = text.length >= lettersMin && !isClosed
  const items = isAsked && answer.state === 'found' ? answer.items : []
  return (
    <div>
      <Field
        label={rest.label}
        hint={rest.hint}
        fault={rest.fault}
        type={isQuiet ? 'text' : 'search'}
        name={rest.name}
        value={value}
        maxLength={120}
        autoComplete="off"
        onChange={(typed) => {
          setClosed(false)
          onType(typed.currentTarget.value)
        }}
      />
      <p role="status" className={isAsked && saysOf(answer) !== undefined ? 'mt-2 text-small text-quiet' : 'sr-only'}>
        {isAsked && saysOf(answer)}
      </p>
      {items.length > 0 && (
        <ul className="mt-2 divide-y divide-line border-y border-line">
          {items.map((item) => (
            <li key={item.id}>
              <button
                type="button"
                className="flex min-h-12 w-full flex-wrap items-baseline gap-x-3 px-2 py-2 text-left hover:bg-sunk"
                onClick={() => {
                  setClosed(true)
                  onChoose(item.value)
                }}
              >
                <span className="font-display font-semibold">{item.name}</span>
                <span className="text-small text-quiet">{item.detail}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {rest.children}
    </div>
  )

  function saysOf(given: Answer<T>): string | undefined {
    if (given.state === 'asking') return isQuiet ? undefined : m.asking
    if (given.state === 'failed') return isQuiet ? undefined : m.failed
    if (given.state === 'found' && given.items.length === 0 && !isQuiet)
      return given.text === '' ? undefined : m.nothing(given.text)
    return undefined
  }
}
