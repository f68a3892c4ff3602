import { useId, useRef, useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { Field } from '../../ui/field.tsx'
import { searchMessages } from './messages/index.ts'

const TYPING_MS = 200
const LETTERS_MIN = 2

/** A town, with those that begin as it is typed, from the gazetteer that is held here. */
export function TownField({ near }: { readonly near: string }) {
  const m = useMessages(searchMessages)
  const f = useFormats()
  const api = useApi()
  const list = useId()
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [towns, setTowns] = useState<readonly string[]>([])
  const suggest = (q: string) => {
    clearTimeout(waiting.current)
    if (q.trim().length < LETTERS_MIN) return
    waiting.current = setTimeout(() => {
      api.call('GET', '/v1/places', { query: { q: q.slice(0, 100) } }).then(
        ({ items }) => setTowns([...new Set(items.map((place) => f.town(place)))]),
        // Without suggestions the field is what it was.
        () => setTowns([]),
      )
    }, TYPING_MS)
  }
  return (
    <>
      <Field
        label={m.where}
        name="near"
        placeholder={m.whereHint}
        defaultValue={near}
        maxLength={100}
        list={list}
        autoComplete="off"
        onInput={(event) => suggest(event.currentTarget.value)}
      />
      <datalist id={list}>
        {towns.map((town) => (
          <option key={town} value={town} />
        ))}
      </datalist>
    </>
  )
}
